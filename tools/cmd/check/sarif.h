/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CHECK_SARIF_H
#define CMD_CHECK_SARIF_H

#include "cmd/check/checked.h"

/* Prints the findings as SARIF 2.1.0. */
void check_show_sarif(const struct check_job *c);

#endif

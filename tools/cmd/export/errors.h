/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_ERRORS_H
#define CMD_EXPORT_ERRORS_H

#include "cmd/export/export.h"

/*
 * The first rule for stable that a mail made of the series would break, in a
 * sentence that the caller frees; NULL when none would.
 */
char *export_errors(const struct export *x);

#endif

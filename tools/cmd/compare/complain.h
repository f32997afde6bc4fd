/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_COMPLAIN_H
#define CMD_COMPARE_COMPLAIN_H

#include "core/compare/comparison.h"

/*
 * Says on stderr what is wrong, with variant and hunk; returns whether
 * anything is.
 */
bool compare_complain(const struct comparison *c);

#endif

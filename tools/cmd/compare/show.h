/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_SHOW_H
#define CMD_COMPARE_SHOW_H

#include "cmd/cmd.h"
#include "core/compare/comparison.h"

/* Prints the comparison as text, the matrix alone with -q. */
void compare_show(const struct ctx *ctx, const struct comparison *c);

#endif

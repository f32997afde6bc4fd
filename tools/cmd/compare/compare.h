/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_COMPARE_H
#define CMD_COMPARE_COMPARE_H

#include "cmd/cmd.h"
#include "core/compare/comparison.h"

/* How the command shows a comparison. */

/*
 * Says on stderr what is wrong, with variant and hunk; returns whether
 * anything is.
 */
bool compare_complain(const struct comparison *c);

/* Prints it as JSON, one object per pair and one per variant. */
void compare_show_json(const struct comparison *c);

/* Prints the matrix, and whether the reasons are there. */
void compare_show_matrix(const struct comparison *c);

/* Prints the comparison as text, the matrix alone with -q. */
void compare_show(const struct ctx *ctx, const struct comparison *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_CHOOSE_H
#define CMD_EXPORT_CHOOSE_H

#include "cmd/export/export.h"

/*
 * Leaves the patches that are to be exported: of the fix that was asked for, or
 * of all, those that the base lacks; where it has them all, they stay, and
 * x->nothing says so. 0, or -1 and *why for no such fix.
 */
int export_choose(struct export *x, struct diag *why);

/*
 * Asks whether what is exported needs the verdict of a row: it has patches of
 * the row's step.
 */
bool export_has(const struct export *x, const struct matrix_branch *row);

#endif

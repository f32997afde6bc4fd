/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_TAKE_IN_H
#define CMD_ADD_TAKE_IN_H

#include "cmd/add/new-fix.h"

/*
 * Finds out which of the fixes the project has whole already, and refuses one
 * whose name or commit is another's, or all when it has all. What a stopped run
 * left, the rest of a series or of a fix, is no such thing. 0 or -1 and *why.
 */
int add_find_known(const struct ctx *ctx, struct new_fixes *l,
		   const struct strings *branches, struct diag *why);

/*
 * Takes the fix in, and carries it to the branches. backport.conf names it when
 * all its patches are there, and a series lists its variant once backport.conf
 * names it: a run that is stopped leaves the series and verdicts of other fixes
 * as they were, and can be run again. 0, 1 when a branch has no variant, -1 and
 * *why.
 */
int add_take_in(const struct ctx *ctx, const struct new_fix *t,
		const struct strings *branches, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CHECK_CHECKPATCH_H
#define CMD_CHECK_CHECKPATCH_H

#include "cmd/check/checked.h"

/*
 * Runs the branch's checkpatch.pl over a patch and adds what it says of lines
 * of the variant's own. 0 or -1 and *why.
 */
int check_with_checkpatch(const struct ctx *ctx, struct check_job *c,
			  const struct checked *p, struct diag *why);

#endif

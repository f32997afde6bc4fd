/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_CHECKPATCH_H
#define SYS_SERIES_CHECKPATCH_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Runs the scripts/checkpatch.pl of the branch's base over the patch file, for
 * a minute at most, in --terse form with types. 0 with all that it prints, on
 * stderr too, in out; 1 when it cannot be run, *why saying the reason; -1 and
 * *why.
 */
int checkpatch_run(struct buf *out, const struct branch *branch,
		   const char *patch, struct diag *why);

#endif

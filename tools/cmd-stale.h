/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_STALE_H
#define CMD_STALE_H

#include "cmd.h"
#include "core/verdict.h"

/* Is what is stored of a stage of the inputs that there are now. */
enum stale {
	STALE_NOT,
	STALE_YES,	/* the kernel, the check or a tool is another one by now */
	STALE_UNKNOWN,	/* its inputs cannot be had here */
};

/*
 * Compares the stored result of a build or a boot, if there is one, with its
 * inputs as they are now; *why says what changed, or why nobody can tell.
 */
enum stale stage_stale(const struct ctx *ctx, const struct branch *b,
		       enum stage_name stage, struct diag *why);

#endif

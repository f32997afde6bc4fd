/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REBASE_WALK_H
#define CMD_REBASE_WALK_H

#include "cmd/rebase/run.h"

/*
 * Says of each patch of the branch's series from which of the releases on it
 * stops fitting or is merged. The exit status.
 */
int rebase_walk(const struct ctx *ctx, const struct branch *branch,
		const char *releases);

#endif

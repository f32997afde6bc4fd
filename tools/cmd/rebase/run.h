/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REBASE_RUN_H
#define CMD_REBASE_RUN_H

#include "cmd/cmd.h"
#include "sys/git/commit.h"
#include "sys/port/rebase.h"

/* One move of a branch's series. */
struct rebase_run {
	const struct ctx *ctx;
	const struct branch *branch;
	const char *onto, *walk;	/* NULL: not asked */
	bool refresh, dry_run, full_ids;
	git_repository *cache;
	struct port_tree was, to;
	struct queue q;
	struct rebase r;
	struct ident who;
};

#endif

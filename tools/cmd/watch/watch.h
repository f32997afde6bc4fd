/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_WATCH_WATCH_H
#define CMD_WATCH_WATCH_H

#include <stddef.h>
#include <time.h>

#include "cmd/cmd.h"
#include "core/matrix/progress.h"
#include "sys/store/live-log.h"

/* What the files of `backport watch` share. */

/* A branch as it is watched. */
struct watched {
	const struct branch *branch;
	struct progress now, then;
	struct follow log[NR_PLANNED];	/* of the builds */
	struct timespec folder;	/* when a file last came to it or went */
	char said[256], reason[512];
	/* what a stage took last; negative when not known */
	double usual_s[NR_PLANNED];
	/* the most that a build compiled; 0 when not known */
	long objects[NR_PLANNED];
};

/*
 * Looks for what the stages of nr branches took and compiled in the past, for
 * bars and estimates; without a history there is none.
 */
void watched_read_past(struct watched *row, size_t nr, const char *root);

/*
 * Looks at a branch's folder: what has a result, what runs, what came of it;
 * now becomes then.
 */
void watched_look(struct watched *r, const struct ctx *ctx);

#endif

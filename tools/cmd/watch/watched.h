/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_WATCH_WATCHED_H
#define CMD_WATCH_WATCHED_H

#include <stddef.h>
#include <time.h>

#include "cmd/cmd.h"
#include "core/matrix/progress.h"
#include "sys/store/live-log.h"

/* What is known of a stage beside its progress. */
struct watched_stage {
	double usual_s;	/* what it took last; negative when not known */
	long objects;	/* the most that a build compiled; 0 when not known */
	struct follow log;	/* of a build */
	time_t since;	/* it runs */
};

/* A branch as it is watched. */
struct watched {
	const struct branch *branch;
	const char *fix;	/* only its verdict; NULL: all */
	struct progress now, then;
	struct timespec folder;	/* when a file was last added or removed */
	char said[256], reason[512];
	struct watched_stage *stage;	/* stage_count() of them */
};

#endif

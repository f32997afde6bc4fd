/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_WATCH_WATCHED_H
#define CMD_WATCH_WATCHED_H

#include <stddef.h>
#include <time.h>

#include "cmd/cmd.h"
#include "core/matrix/progress.h"
#include "sys/store/live-log.h"

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

#endif

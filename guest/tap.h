/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * TAP and KTAP, as checks print them: version and plan lines, "ok" and "not ok"
 * with directives, diagnostics, and subtests that are indented by four columns.
 */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>

#include "outcome.h"

#define TAP_DEPTH	6	/* of subtests; deeper ones are of the last */
#define TAP_NAME	96
#define TAP_REASON	512

/* Takes a step that was seen; name and reason are its own while it runs. */
typedef void tap_take(void *arg, const char *name, enum outcome outcome,
		      const char *reason);

struct tap_level {
	long planned;	/* -1: no plan line yet */
	long seen;	/* test lines */
	bool failed;	/* a step of it or below it did not pass */
	char name[TAP_NAME];	/* of the test whose subtests it has; or "" */
};

struct tap {
	tap_take *take;
	void *arg;
	bool spoke;	/* something of TAP was there */
	bool wrong;	/* an ERROR was made of what it was like */
	int depth;	/* of the level that is open */
	struct tap_level level[TAP_DEPTH];
	char reason[TAP_REASON];	/* the diagnostics before a test line */
};

/* Begins; take is called with arg for each step. */
void tap_init(struct tap *t, tap_take *take, void *arg);

/* Takes a line without its end; false when it is nothing of TAP. */
bool tap_line(struct tap *t, const char *line);

/*
 * There are no more lines: what was planned and did not come is an ERROR, a
 * step called name.
 */
void tap_end(struct tap *t, const char *name);

#endif

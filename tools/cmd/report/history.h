/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_HISTORY_H
#define CMD_REPORT_HISTORY_H

#include "cmd/cmd.h"
#include "sys/matrix/read.h"

/* Appends the branches that were read to the history. 0 or -1 and *why. */
int report_remember(const struct stored_matrix *f, struct diag *why);

/*
 * Prints the last nr runs, and which of their branches and fixes the
 * configuration has no more; returns the exit status.
 */
int report_show_history(const struct ctx *ctx, char *const *names, long nr);

/* What changed from a run of the history. */
struct since {
	/* set by the caller: of these branches; none: all */
	char *const *names;
	long run;
	char *ended;		/* when that run did */
	struct buf changes;	/* a line each; also what is gone */
	size_t nr;
};

/*
 * Finds what changed from a run (its number, or a date: the last until then) to
 * the stored results. 0; 1, which is said, when there is no such run; -1 and
 * *why. since_release() either way.
 */
int report_find_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const char *since, struct since *s, struct diag *why);

/* Frees the contents. */
void since_release(struct since *s);

/*
 * Prints what changed from a run (its number, or a date: the last until then)
 * to the stored results; returns the exit status.
 */
int report_show_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const char *since, char *const *names);

#endif

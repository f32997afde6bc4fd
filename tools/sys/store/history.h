/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_HISTORY_H
#define SYS_STORE_HISTORY_H

#include "core/matrix/matrix.h"
#include "core/text/diag.h"

/* The finished matrices of a project, in history.db of the cache (SQLite). */
struct history;

/*
 * Opens it, made when it is not there. NULL and *why when it cannot be opened;
 * caller frees with history_free().
 */
struct history *history_open(const char *root, struct diag *why);

/* Closes it; NULL is allowed. */
void history_free(struct history *h);

/* Appends r as one run, whole or not at all. 0 or -1 and *why. */
int history_append(struct history *h, const struct matrix *r,
		   struct diag *why);

/*
 * A run as it was stored: verdicts, stages and their inputs; no steps, no logs.
 */
struct history_run {
	long nr;	/* from 1 */
	struct matrix matrix;	/* when is its end */
};

/* Runs, oldest first, and what they borrow from. */
struct history_runs {
	struct history_run *run;
	size_t nr;
	char **string;
	size_t nr_strings;
};

/*
 * Reads the last nr runs into *runs. 0 or -1 and *why; history_runs_release()
 * either way.
 */
int history_last(struct history *h, long nr, struct history_runs *runs,
		 struct diag *why);

/*
 * Reads one run: the one of that number, or the last that had ended by that
 * date. 0; 1 when there is none; -1 and *why.
 */
int history_at(struct history *h, const char *nr_or_date,
	       struct history_runs *runs, struct diag *why);

/* Frees the contents and leaves *runs empty. */
void history_runs_release(struct history_runs *runs);

#endif

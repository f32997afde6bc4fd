/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_FILE_HISTORY_H
#define SYS_GIT_FILE_HISTORY_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/diag.h"

/*
 * Which commits changed lines of a file, from one commit back to another. Where
 * no history joins the two, commits go back to the oldest release between them
 * that it joins with the first, as v4.9 for v4.9.8; from there on, releases
 * stand for commits: from v4.10.2 by way of v4.10.1, v4.10 and v4.9.
 */

/* A commit and the one that it changed. */
struct history_step {
	git_oid old, new;
	/* 12 digits and its subject; of a release, its tag, or "above" one */
	char *name;
	bool release;
};

struct history {
	git_repository *repo;		/* borrowed */
	struct history_step *step;	/* newest first */
	size_t nr;
};

/* Lines of a file, from 1, half-open; moved along as one goes back. */
struct history_lines {
	const char *path;
	git_oid blob;	/* the file as it is at this point */
	long from, end;
};

/* Where a history begins and ends. */
struct history_ends {
	const git_oid *new, *old;	/* commits; old may be NULL */
	/* which releases they are, for where no history joins them; or NULL */
	const char *new_tag, *old_tag;
};

/*
 * Finds the steps from one end back to the other. 0 or -1 and *why;
 * history_release() either way.
 */
int history_find(struct history *h, git_repository *repo,
		 const struct history_ends *ends, struct diag *why);

/* The file in a commit, the caller's; NULL when it is not there. */
git_blob *history_file(const struct history *h, const git_oid *commit,
		       const char *path);

/*
 * Asks whether the step changed those lines, and moves them to where they were
 * before it. A step that did not make the file what it is there changes
 * nothing. 0 or -1 and *why.
 */
int history_touches(const struct history *h, size_t step,
		    struct history_lines *l, bool *touched, struct diag *why);

/* Frees the contents and leaves *h empty. */
void history_release(struct history *h);

#endif

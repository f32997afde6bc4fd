/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_FROM_GIT_H
#define SYS_IMPORT_FROM_GIT_H

#include "sys/import/transaction.h"

/* Brings the tree into *t and names its commit. 0 or -1 and *why. */

/* A git directory at rev; its commit is kept, a bare tree gets one. */
int import_git(struct transaction *t, const char *path, const char *rev,
	       git_oid *commit, struct diag *why);

/*
 * A tag of a repository at url, else its branch of that name, or a commit by
 * its id, without history; gives up within seconds when nobody answers.
 */
int import_remote(struct transaction *t, const char *url, const char *rev,
		  git_oid *commit, struct diag *why);

/*
 * How many commits the second has in front of the first, where from, "URL REV",
 * is on this machine and has both; else -1.
 */
long import_distance(const char *from, const git_oid *was, const git_oid *is);

#endif

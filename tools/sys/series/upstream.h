/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_UPSTREAM_H
#define SYS_SERIES_UPSTREAM_H

#include <git2.h>
#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/text/strings.h"

/* An upstream commit as a repository has it. */
struct upstream {
	char id[GIT_OID_HEXSZ + 1];
	char patch_id[GIT_OID_HEXSZ + 1];	/* git patch-id of its diff */
	char *subject;		/* owned */
	char *author;		/* "Name <mail>", owned */
	struct buf diff;	/* against its first parent, renames found */
};

/* Frees the contents and leaves *u empty. */
void upstream_release(struct upstream *u);

/*
 * Looks a commit's id, whole or abbreviated, up in the git repository at path
 * (NULL: the cache's). 0 with *u filled; 1 when the repository has no such
 * commit; -1 and *why.
 */
int upstream_find(struct upstream *u, const char *path, const char *hex,
		  struct diag *why);

/*
 * The commit that a TREEISH names (see backport(1)). 0, 1 when it names a
 * tree that is no commit, or -1 and *why.
 */
int upstream_of(struct upstream *u, const char *treeish, struct diag *why);

/*
 * What changed from the tree of parent to that of treeish in the files, as a
 * diff. 0 or -1 and *why.
 */
int upstream_between(struct buf *diff, const char *parent, const char *treeish,
		     const struct strings *files, struct diag *why);

/* git patch-id of a diff's text. 0 or -1 and *why. */
int upstream_patch_id(char id[GIT_OID_HEXSZ + 1], struct span diff,
		      struct diag *why);

#endif

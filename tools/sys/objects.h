/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OBJECTS_H
#define SYS_OBJECTS_H

#include <git2.h>
#include <stdbool.h>

#include "kbuild.h"

/*
 * The touched objects of a side, kept for comparison: <cache>/work/<branch>/<side>/objects/ holds, for each source
 * that differs between before and after, PATH.o, compiled with the kernel's own command and -g, and PATH itself.
 */

/* Sources that differ between two trees; which of them the configuration builds shows only when it has. */
struct touched {
	char **path;	/* in the tree, sorted, owned; NULL behind the last */
	size_t nr;
};

/* Finds the files that differ. 0 or -1 and *why; touched_release() either way. */
int touched_find(struct touched *t, git_repository *repo, const git_oid *before,
		 const git_oid *after, struct diag *why);

/* Frees the contents and leaves *t empty. */
void touched_release(struct touched *t);

/*
 * Compiles the touched sources that k has just built once more, with -g and else the same command, and keeps them under
 * side, named by the build's key. 0 or -1 and *why.
 */
int objects_keep(struct kbuild *k, const struct touched *t, const char *side,
		 const char *key, struct diag *why);

/* True when the objects of the build of that key, and of these sources, are kept under side. */
bool objects_kept(const struct branch *b, const char *side, const char *key,
		  const struct touched *t);

/* Reads which sources are kept under side, built or not. 0, 1 when it holds none of the build of that key, -1 and *why. */
int objects_list(struct touched *t, const struct branch *b, const char *side,
		 const char *key, struct diag *why);

/* The path of a file that is kept; caller frees. NULL and *why when there is no place for a cache. */
char *objects_path(const struct branch *b, const char *side, const char *file,
		   struct diag *why);

#endif

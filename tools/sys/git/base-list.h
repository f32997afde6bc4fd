/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_BASE_LIST_H
#define SYS_GIT_BASE_LIST_H

#include <git2.h>

#include "core/text/diag.h"
#include "core/text/strings.h"

/*
 * Adds to names those of all references below a folder of them, "refs/tags/",
 * sorted. libgit2's iterator passes over references that it cannot read, so
 * that the files in the folder are listed, too: reading one then says why. 0 or
 * -1 and *why.
 */
int ref_names(git_repository *repo, const char *below, struct strings *names,
	      struct diag *why);

/* Trees that a pattern names, by version. */
struct listed_base {
	char *name;
	git_oid tree;
};

struct base_list {
	git_repository *cache, *repo;	/* repo holds the trees */
	struct listed_base *base;
	size_t nr;
};

/*
 * Lists the bases that a pattern names: the cache's, or for GITDIR@PATTERN a
 * repository's tags. 0 or -1 and *why; base_list_release() either way.
 */
int base_list_find(struct base_list *l, const char *bases, struct diag *why);

/*
 * What to list for the pattern: itself, or where the cache has none of its
 * bases, the tags of the repository at remote, if it is a folder of this
 * machine; remote may be NULL. Caller frees.
 */
char *base_list_where(const char *pattern, const char *remote);

/* Says that the pattern names nothing; -1. */
int base_list_none(const char *pattern, struct diag *why);

/* Frees the contents and leaves *l empty. */
void base_list_release(struct base_list *l);

#endif

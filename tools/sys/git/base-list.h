/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_BASE_LIST_H
#define SYS_GIT_BASE_LIST_H

#include <git2.h>

#include "core/text/diag.h"

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

/* Frees the contents and leaves *l empty. */
void base_list_release(struct base_list *l);

#endif

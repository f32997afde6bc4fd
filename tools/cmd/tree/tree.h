/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_TREE_TREE_H
#define CMD_TREE_TREE_H

#include <git2.h>
#include <jansson.h>

#include "cmd/cmd.h"

/* Words after "tree"; argv[0] is the word. Exit status. */

/*
 * Branches named, or all; a base that no source has is said, and the others are
 * still got. Opens the repository by itself: none is NULL.
 */
int tree_get(struct ctx *ctx, git_repository *none, int argc, char **argv);

/* Frees what nothing in the cache needs. */
int tree_gc(struct ctx *ctx, git_repository *repo, int argc, char **argv);

/* Prints the base of that name; exit status. */
int tree_print_base(const struct ctx *ctx, git_repository *repo,
		    const char *name);

/* The same of one that was added or found, unless that is to be quiet. */
int tree_show_new(const struct ctx *ctx, git_repository *repo,
		  const char *name);

#endif

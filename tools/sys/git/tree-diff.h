/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_TREE_DIFF_H
#define SYS_GIT_TREE_DIFF_H

#include <git2.h>

#include "core/text/diag.h"

/*
 * Told of a file that only one tree has, or both with other contents or another
 * mode; 0 to go on, else tree_diff() returns it.
 */
typedef int tree_diff_each(const char *path, void *arg);

/*
 * Compares two trees of repo; equal folders are not read, while
 * git_diff_tree_to_tree() reads them all. Tells of one folder after the other,
 * so in no order that means something. 0, what each() returned, or -1 and *why.
 */
int tree_diff(git_repository *repo, const git_oid *old, const git_oid *new,
	     tree_diff_each *each, void *arg, struct diag *why);

/* Two trees, each in a repository of its own. */
struct tree_diff_pair {
	git_repository *old_repo, *new_repo;
	const git_oid *old, *new;
};

/* The same for two trees that one repository need not hold both. */
int tree_diff_across(const struct tree_diff_pair *p, tree_diff_each *each,
		     void *arg, struct diag *why);

#endif

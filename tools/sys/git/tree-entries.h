/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_TREE_ENTRIES_H
#define SYS_GIT_TREE_ENTRIES_H

#include <git2.h>

#include "core/text/diag.h"

/*
 * Refuses a folder of a git tree that no git makes: an entry called "", ".",
 * "..", ".git" or with a slash, two of one name (a link and a folder, so that
 * a write would go through the link), a mode that git does not know. path is
 * for messages. 0 or -1 and *why.
 */
int tree_entries_check(const git_tree *tree, const char *path,
		       struct diag *why);

#endif

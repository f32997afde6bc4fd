/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_FOLDER_TREE_H
#define SYS_GIT_FOLDER_TREE_H

#include <git2.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "core/text/diag.h"

/*
 * A plain folder seen as a git tree: all that stands in it but .git, tracked or
 * not; empty folders do not count. What is neither file, folder nor link is
 * refused.
 */

/*
 * Hashes the folder at path. *repo holds its tree *id in memory: files are read
 * again when asked for, what is written goes to memory and dies with it. The
 * caller frees *repo. 0 or -1 and *why.
 */
int folder_tree_open(git_repository **repo, const char *path, git_oid *id,
		struct diag *why);

/* git's mode of a file or link, 0 for anything else. */
unsigned int folder_tree_mode(const struct stat *st);

#endif

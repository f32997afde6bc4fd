/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_CHECKOUT_H
#define SYS_GIT_CHECKOUT_H

#include <git2.h>
#include <stddef.h>

#include "core/text/diag.h"

/* What a checkout did, in files. */
struct checkout_count {
	size_t written, removed, kept;
};

/*
 * Makes folder hold exactly tree, rewriting only files whose content or mode
 * differs from what it wrote last (a record beside the folder, <folder>.tree),
 * so that make rebuilds only what must be. Files changed by hand since are seen
 * by time, size and inode, and put right; files that tree lacks are removed.
 * After an interruption the next call repairs it. A folder that holds something
 * and has no record is refused: it is somebody else's. Two at once on one
 * folder wait for each other. 0 or -1 and *why.
 */
int checkout_tree(git_repository *repo, const git_oid *tree, const char *folder,
		  struct checkout_count *count, struct diag *why);

#endif

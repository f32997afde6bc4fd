/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_TREE_H
#define SYS_TREE_H

#include <git2.h>
#include <stdbool.h>

#include "../core/buf.h"
#include "../core/diag.h"

/*
 * A tree in memory: a git tree and the files changed on top of it, not yet
 * written. What was never touched is never read.
 */
struct tree;

/* A file in it. */
struct tree_file {
	bool there;
	unsigned int mode;	/* git's: 0100644, 0100755, 0120000 */
	struct span bytes;	/* borrowed: good until that path is next written */
};

/* A tree on top of base, which is kept open; free with tree_free(). */
struct tree *tree_new(git_repository *repo, const git_tree *base);

/* Frees it; NULL is fine. */
void tree_free(struct tree *t);

/*
 * Reads the file at path. 0 also when there is none (there is false); -1 and *why
 * when it cannot be read, or a folder above it is a link or a file.
 */
int tree_read(struct tree *t, const char *path, struct tree_file *file,
	      struct diag *why);

/* Writes the file at path, taking over the buffer's contents; nothing reaches the repository. 0 or -1 and *why. */
int tree_write(struct tree *t, const char *path, unsigned int mode,
	       struct buf *bytes, struct diag *why);

/* Removes the file at path, which must be there. 0 or -1 and *why. */
int tree_remove(struct tree *t, const char *path, struct diag *why);

/* Remembers this state; tree_rollback() returns to it, tree_keep() forgets it. One at a time. */
void tree_mark(struct tree *t);
void tree_rollback(struct tree *t);
void tree_keep(struct tree *t);

/* The tree's id without writing anything. 0 or -1 and *why. */
int tree_id(struct tree *t, git_oid *id, struct diag *why);

/* Writes blobs and folders that are new; *id names the tree. 0 or -1 and *why. */
int tree_store(struct tree *t, git_oid *id, struct diag *why);

#endif

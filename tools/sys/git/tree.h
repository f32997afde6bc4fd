/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_TREE_H
#define SYS_GIT_TREE_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * A tree in memory: a git tree and the files changed on top of it, not yet
 * written. What was never touched is never read.
 */
struct tree;
struct pack;

/* A file in it. */
struct tree_file {
	bool there;
	unsigned int mode;	/* git's: 0100644, 0100755, 0120000 */
	/* borrowed: good until that path is next written, or rolled back */
	struct span bytes;
};

/*
 * A tree on top of base, both of which must outlive it; free with tree_free().
 * NULL and *why.
 */
struct tree *tree_new(git_repository *repo, const git_tree *base,
		      struct diag *why);

/*
 * Trusts that the repository's objects are what their ids say, for a caller
 * that writes nothing. Otherwise each is hashed when it is read.
 */
void tree_trust(struct tree *t);

/* Frees it; NULL is fine. */
void tree_free(struct tree *t);

/*
 * Reads the file at path. 0 also when there is none (there is false). 1 and
 * *why when no file can be there: what stands above it is a link, a file or a
 * submodule, or path itself is a folder or a submodule. -1 and *why when it
 * cannot be read.
 */
int tree_read(struct tree *t, const char *path, struct tree_file *file,
	      struct diag *why);

/*
 * Writes the file at path, taking over the buffer's contents; nothing reaches
 * the repository. 0, -1 and *why, or 1 and *why as tree_read().
 */
int tree_write(struct tree *t, const char *path, unsigned int mode,
	       struct buf *bytes, struct diag *why);

/*
 * Removes the file at path, which must be there; folders left empty go with it.
 * Returns as tree_write().
 */
int tree_remove(struct tree *t, const char *path, struct diag *why);

/*
 * Asks for the mode of what is at path, without reading it: 0 for nothing, or
 * where nothing can be.
 */
unsigned int tree_mode(struct tree *t, const char *path);

/*
 * The id of the file or folder at path, without reading it; false when nothing
 * is there, or where nothing can be.
 */
bool tree_entry_id(struct tree *t, const char *path, git_oid *id);

/*
 * Remembers this state; tree_rollback() returns to it, tree_keep() forgets it.
 * One at a time.
 */
void tree_mark(struct tree *t);
void tree_rollback(struct tree *t);
void tree_keep(struct tree *t);

/*
 * Says that path will be used once more; in the order of use, before the first
 * tree_read(). tree_read_ahead() then begins to read those files, and
 * tree_used() says that one of the uses is over: after the last one the file's
 * contents go to pack (NULL: nowhere) and leave the memory.
 */
void tree_will_use(struct tree *t, const char *path);
void tree_read_ahead(struct tree *t);
void tree_used(struct tree *t, const char *path, struct pack *pack);

/* The tree's id without writing anything. */
void tree_id(struct tree *t, git_oid *id);

/* Adds the blobs and folders that are new to pack; *id names the tree. */
void tree_pack(struct tree *t, struct pack *pack, git_oid *id);

/*
 * Writes the blobs and folders that are new into the repository; *id names the
 * tree. 0 or -1 and *why.
 */
int tree_store(struct tree *t, git_oid *id, struct diag *why);

#endif

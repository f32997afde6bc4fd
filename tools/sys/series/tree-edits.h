/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_TREE_EDITS_H
#define SYS_SERIES_TREE_EDITS_H

#include "sys/git/tree.h"

/* What a patch will do to a tree, gathered until all of it is known to apply. */

/* One file to be written or removed. */
struct intent {
	const char *path;	/* borrowed */
	size_t part;		/* of the patch that wants it, from 0 */
	bool remove;
	bool fresh;		/* nothing may be there before */
	bool probe;		/* nothing to do: in the end, the file must hold these bytes */
	bool superseded;	/* not to be done: a later step has the same path */
	unsigned int mode;
	struct buf bytes;
};

struct pending {
	struct tree *tree;
	struct intent *step;
	size_t nr, cap;
	size_t *slot;		/* hash table by path: a step's number, from 1 */
	size_t slots;		/* a power of two */
};

/* Adds the file at path, taking over the buffer's contents; the step is good until the next. */
struct intent *pending_write(struct pending *p, size_t part, const char *path,
			   unsigned int mode, struct buf *bytes);

/* Takes the file at path away. */
void pending_remove(struct pending *p, size_t part, const char *path);

/* Takes away the source of a rename: the file as it was before the patch, not one that the patch moves there. */
void pending_move_away(struct pending *p, size_t part, const char *path);

/* Takes a copy of a file away, which must be left with what the copy was made from: those bytes, taken over. */
void pending_take_back(struct pending *p, size_t part, const char *copy,
		       const char *source, struct buf *bytes);

/* Reads the file at path as the steps so far leave it; good until its next step. Returns as tree_read(). */
int pending_read(struct pending *p, const char *path, struct tree_file *file,
		 struct diag *why);

/* True when there is a folder at path, as the steps so far leave it but for folders that they empty. */
bool pending_is_folder(struct pending *p, const char *path);

/*
 * Does all steps: names that go make room for names that come. 0, -1 and
 * *why, or 1 and *why when the tree refuses *part's; the tree is then half changed.
 */
int pending_carry_out(struct pending *p, size_t *part, struct diag *why);

/* Frees the contents and leaves *p empty. */
void pending_release(struct pending *p);

#endif

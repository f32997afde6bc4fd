/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_TREE_EDITS_H
#define SYS_SERIES_TREE_EDITS_H

#include "core/text/hash.h"
#include "sys/git/tree.h"

/*
 * What a patch will do to a tree, gathered until all of it is known to apply.
 */

/* One file to be written or removed. */
struct tree_edit {
	const char *path;	/* borrowed */
	size_t part;		/* of the patch that wants it, from 0 */
	bool remove;
	bool fresh;		/* nothing may be there before */
	/* nothing to do: in the end, the file must hold these bytes */
	bool probe;
	/* not to be done: a later step has the same path */
	bool superseded;
	unsigned int mode;
	struct buf bytes;
};

struct tree_edits {
	struct tree *tree;
	struct tree_edit *step;
	size_t nr, cap;
	struct numbering paths;
	size_t *last;		/* by a path's number: its last step */
};

/*
 * Adds the file at path, taking over the buffer's contents; the step is good
 * until the next.
 */
struct tree_edit *edits_write(struct tree_edits *p, size_t part,
			      const char *path, unsigned int mode,
			      struct buf *bytes);

/* Takes the file at path away. */
void edits_remove(struct tree_edits *p, size_t part, const char *path);

/* True when the steps so far leave a file at path that one of them wrote. */
bool edits_writes(const struct tree_edits *p, const char *path);

/*
 * Takes away the source of a rename: the file as it was before the patch, not
 * what another part of the patch writes there, as git and GNU patch do.
 */
void edits_move_away(struct tree_edits *p, size_t part, const char *path);

/*
 * Takes a copy of a file away, which must be left with what the copy was made
 * from: those bytes, taken over.
 */
void edits_take_back(struct tree_edits *p, size_t part, const char *copy,
		       const char *source, struct buf *bytes);

/*
 * Reads the file at path as the steps so far leave it; good until its next
 * step. Returns as tree_read().
 */
int edits_read(struct tree_edits *p, const char *path, struct tree_file *file,
		 struct diag *why);

/*
 * True when there is a folder at path, as the steps so far leave it but for
 * folders that they empty.
 */
bool edits_is_folder(struct tree_edits *p, const char *path);

/*
 * Does all steps: names that go make room for names that come. 0, -1 and *why,
 * or 1 and *why when the tree refuses *part's; the tree is then half changed.
 */
int edits_make(struct tree_edits *p, size_t *part, struct diag *why);

/* Frees the contents and leaves *p empty. */
void edits_release(struct tree_edits *p);

#endif

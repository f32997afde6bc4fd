/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_APPLY_H
#define CORE_APPLY_APPLY_H

#include "core/apply/place.h"
#include "core/patch/patch.h"
#include "core/text/buf.h"

/* What became of one file diff of a patch. */
enum applied {
	APPLIED,	/* postimage made */
	APPLIED_MERGED,	/* the change is there already: nothing to do */
	APPLIED_REFUSED,	/* nothing made; see the placements or reason */
};

struct application {
	enum applied applied;
	/* one per hunk, in the patch's order; owned; NULL: no hunk was tried */
	struct placement *where;
	size_t nr;
	/* the names of functions that the placements borrow; owned */
	char *names;
	/* of the file as a whole, or of all its refused hunks; else "" */
	char reason[256];
};

/*
 * Applies s to the bytes of its preimage and puts the postimage into out
 * (emptied first; it stays empty for a file diff that removes its file).
 * preimage.at is NULL when there is no such file. Refusals are values; on one,
 * and when merged, out is empty. The patch must outlive *a, which borrows the
 * functions wanted from it. Names and modes are the caller's.
 *
 * A file to be created must not be there, unless it holds the postimage
 * (merged); a file to be removed must hold nothing else than what the patch
 * removes, and one that is gone already is merged. A binary file diff is
 * checked against its reverse half; the caller checks old_id where there is
 * none.
 */
void file_diff_apply(const struct file_diff *s, struct span preimage,
		   const struct place_options *how, struct application *a,
		   struct buf *out);

/*
 * The mode that the changed file gets: the one it has, unless the file diff
 * changes modes. An index line only tells the mode that both sides have.
 */
unsigned int file_diff_mode(const struct file_diff *s, unsigned int found);

/* Frees the contents and leaves *a empty. */
void application_release(struct application *a);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_H
#define CORE_APPLY_H

#include "buf.h"
#include "hunk.h"
#include "patch.h"

/* What became of one section of a patch. */
enum applied {
	APPLIED,	/* postimage made */
	APPLIED_MERGED,	/* the change is there already: nothing to do */
	APPLIED_REFUSED,	/* nothing made; see the placements or reason */
};

struct application {
	enum applied applied;
	struct placement *where;	/* one a hunk, owned */
	size_t nr;
	char reason[256];	/* for a refusal that is not a hunk's: "" else */
};

/*
 * Applies s to the bytes of its preimage and puts the postimage into out
 * (emptied first). Refusals are values; on one, out is empty. The patch and
 * the preimage must outlive *a, which borrows function names from them.
 */
void section_apply(const struct section *s, struct span preimage,
		   const struct placing *how, struct application *a,
		   struct buf *out);

/* Frees the contents and leaves *a empty. */
void application_release(struct application *a);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_SEGMENT_H
#define CORE_MERGE_SEGMENT_H

/* For the files of a merge alone. */
#include "core/merge/align.h"
#include "core/merge/change.h"
#include "core/merge/edits.h"

/* What lies between two lines that hold: half-open ranges. */
struct segment {
	size_t old, old_end;	/* of c->old */
	size_t add, add_end;	/* of c->added */
	size_t ours, ours_end;	/* of the file */
	bool held_before, held_behind;	/* by a line of the file right there */
	bool exact;	/* both in the same words */
};

struct merge {
	const struct port_change *c;
	const struct port_lines *t;
	const struct alignment *a;
	struct port_edits *edits;
};

/*
 * Merges a segment word by word: MERGE_WORDS, or MERGE_CONFLICT without an
 * edit.
 */
enum merge_how segment_merge_words(struct merge *m, const struct segment *s);

#endif

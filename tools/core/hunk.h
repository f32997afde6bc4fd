/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_HUNK_H
#define CORE_HUNK_H

#include <stdbool.h>
#include <stddef.h>

#include "patch.h"
#include "text.h"

/* How hunks are placed. */
struct placing {
	int fuzz;	/* context lines that may be ignored at either end, GNU patch's meaning */
	bool like_quilt;	/* GNU patch's search order and no refusals of ours */
};

enum placed {
	PLACED_EXACT,		/* at the line it names */
	PLACED_OFFSET,		/* the only place that fits, elsewhere */
	PLACED_FUZZ,		/* with context ignored: needs refresh */
	PLACED_MERGED,		/* postimage there, preimage not */
	PLACED_AMBIGUOUS,	/* refused: several places fit equally well */
	PLACED_WRONG_FUNCTION,	/* refused: only fits in another function */
	PLACED_NOWHERE,		/* refused: fits nowhere */
};

/* Where one hunk went, or why it did not go anywhere. */
struct placement {
	enum placed placed;
	long wanted;		/* line, from 1, as the hunk says plus the running offset of none */
	long found;		/* line, from 1; 0 when refused */
	long offset;		/* found - wanted */
	int fuzz;		/* used */
	size_t places;		/* that fit at the strictest rung that fits at all */
	long candidate[8];	/* the first of them, lines from 1, for an ambiguous hunk */
	struct span func_wanted;	/* from the @@ tail; borrowed from the patch */
	struct span func_found;	/* borrowed from the text */
	long near;		/* the nearest place's line for a refusal, 0: none */
};

/* True when the hunk's outcome lets the patch go on. */
bool placed_ok(enum placed placed);

/* The word for it in tables and JSON: "exact", "offset", ... */
const char *placed_name(enum placed placed);

/*
 * Finds where h goes in the text of lines, not before line index `from` (0-based: the end
 * of the hunk before it), `drift` being the offset of the hunk before it.
 * Never fails: a refusal is a value of placed.
 */
void hunk_locate(const struct hunk *h, const struct text *t, size_t from,
		 const struct placing *how, struct placement *where);

#endif

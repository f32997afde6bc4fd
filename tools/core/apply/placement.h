/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACEMENT_H
#define CORE_APPLY_PLACEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/patch/patch.h"
#include "core/text/buf.h"

/* How hunks are placed. */
struct place_options {
	/* context lines that may be ignored at either end, as in GNU patch */
	int fuzz;
	/* GNU patch's search order and no refusals of ours */
	bool like_quilt;
	/* count `places` for exact hunks too, which costs a search */
	bool count;
	/* per patch: refused hunks whose nearest place is searched for */
	size_t nearest;
};

enum placed {
	PLACED_EXACT,		/* at the line it names */
	PLACED_OFFSET,		/* the only place that fits, elsewhere */
	PLACED_FUZZ,		/* with context ignored: needs refresh */
	PLACED_MERGED,		/* postimage there, preimage not */
	PLACED_AMBIGUOUS,	/* refused: several places fit equally well */
	PLACED_WRONG_FUNCTION,	/* refused: fits only in another function */
	PLACED_NOWHERE,		/* refused: fits nowhere */
};

/*
 * What else binds a hunk to its place: without context at one end, it stands at
 * that end of the file.
 */
enum anchor {
	ANCHOR_NONE,
	ANCHOR_BEGIN,
	ANCHOR_END,
	ANCHOR_BOTH,
	/* neither context nor removed lines: only its line number says where */
	ANCHOR_LINE,
	ANCHOR_EMPTY,	/* it fills an empty file */
};

#define CANDIDATE_MAX 8

/*
 * Where one hunk went, or why it did not go anywhere. Lines are the preimage
 * file's, from 1, of the hunk's first line (context included); for a hunk
 * without preimage lines, the line that it is inserted in front of.
 */
struct placement {
	enum placed placed;
	long wanted;		/* as the hunk says */
	long found;		/* 0 when refused */
	long offset;		/* found - wanted */
	/* offset of the hunks before it: the one to expect */
	long drift;
	size_t at;		/* byte of the preimage where found begins */
	int fuzz;		/* used */
	/* context lines ignored at the beginning, the end */
	size_t skip, cut;
	/* that fit with the least fuzz with which any fits */
	size_t places;
	long candidate[CANDIDATE_MAX];	/* the first of them */
	enum anchor anchor;
	/* the lines up to the hunk before were not searched */
	bool behind;
	bool by_func;		/* the function's name settled it */
	bool by_order;		/* the hunks around it settled it */
	/* placed, but in another function than it names */
	bool outside;
	/* wrong function: the file has the one it names */
	bool func_there;
	/* from the @@ tail; borrowed from the patch */
	struct span func_wanted;
	/* of the place, refused or not; borrowed: see application.names */
	struct span func_found;
};

/* State carried over from the hunks placed so far. */
struct cursor {
	/* index of the first line that may still be changed, from 0 */
	size_t from;
	size_t end;	/* index behind the context of the hunk before */
	/* the line behind that context as the patch counts, from 1 */
	long old_end;
	/* by how many lines the file has moved from there on */
	long drift;
	bool alone;	/* the file diff has no other hunk */
	const struct file_diff *diff;	/* whose hunks move lines; or NULL */
};

/* True when the hunk's outcome lets the patch go on. */
bool placed_ok(enum placed placed);

/* The word for it in tables and JSON: "exact", "offset", ... */
const char *placed_name(enum placed placed);

/* Moves the cursor behind a placed hunk, for the next one of its file diff. */
void cursor_advance(struct cursor *f, const struct hunk *h,
		   const struct placement *where);

/*
 * One clause on a refused or inexact hunk, for a message: why, and what to do.
 * Added to out.
 */
void placement_describe(const struct placement *where, struct buf *out);

#endif

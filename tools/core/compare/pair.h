/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_PAIR_H
#define CORE_COMPARE_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/compare/change.h"

/* What became of a change of the upstream patch in a variant, mildest first. */
enum pair_kind {
	PAIR_IDENTICAL,		/* changed lines and surroundings equal */
	PAIR_CONTEXT,		/* changed lines equal, surroundings differ */
	PAIR_SPACE,		/* changed lines equal but for white space */
	PAIR_ADAPTED,		/* changed lines, order or function differ */
	PAIR_MISSING,		/* in the upstream patch alone */
	PAIR_EXTRA,		/* in the variant alone */
};

/* Why a pair is adapted; several may hold. */
enum adapted {
	ADAPTED_LINES = 1,	/* the changed lines differ */
	ADAPTED_PLACE = 2,	/* stands in another function */
	ADAPTED_PAST = 4,	/* stands on the other side of a statement */
	ADAPTED_ORDER = 8,	/* the order of the patch's changes differs */
	ADAPTED_FILE = 16,	/* stands in another of the patch's files */
	ADAPTED_AROUND = 32,	/* no line around it is the same */
	ADAPTED_BEHIND = 64,	/* behind what keeps it from being run */
	ADAPTED_UNDER = 128,	/* under another if, else, while, for, switch */
	ADAPTED_BESIDE = 256,	/* beside a line of another value */
	ADAPTED_MODE = 512,	/* a file is created otherwise, or removed */
};

/* What the order of a change among a function's statements was judged by. */
enum order_seen {
	ORDER_NONE,		/* none: outside of functions, or one side */
	ORDER_CONTEXT,		/* the lines that both patches show */
	ORDER_FUNCTION,		/* the whole function on both sides */
};

/*
 * A change on both sides; up.nr is 0 for an extra one, down.nr for a missing
 * one.
 */
struct pair {
	struct range up, down;	/* of the upstream patch; of the variant */
	enum pair_kind kind;
	unsigned int adapted;	/* bits of enum adapted */
	bool renamed;		/* the file has another name */
	bool other_name;	/* the same function has another name */
	enum order_seen order;	/* what its order was judged by */
	/* the line of ADAPTED_PAST, _BEHIND, _UNDER or _BESIDE; borrowed */
	struct span past;
	struct span instead_of;	/* upstream's of ADAPTED_UNDER, _BESIDE */
};

/* The last answer of file_is_moved(), for the next pair of the same files. */
struct moved_file {
	const struct file_diff *up, *down;
	bool moved;
};

/* All pairs: in upstream's order, the extra ones after, in the variant's. */
struct pairing {
	const struct changes *up, *down;
	struct pair *pair;
	size_t nr;
	struct moved_file last_moved;
};

/* The pair that upstream's change of that number is in. */
const struct pair *pairing_find(const struct pairing *p, size_t up);

/* Frees the contents and leaves *p empty. */
void pairing_release(struct pairing *p);

/* "identical", "context", "space", "adapted", "missing", "extra". */
const char *pair_kind_name(enum pair_kind kind);

/* True when a reviewer must be told the reason: adapted, missing, extra. */
bool pair_kind_needs_reason(enum pair_kind kind);

#endif

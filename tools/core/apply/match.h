/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_MATCH_H
#define CORE_APPLY_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/patch/patch.h"
#include "core/source/lines.h"
#include "core/text/buf.h"

/* One side of a hunk, as lines that a file must have. */
struct pattern {
	const struct hunk *h;
	char lacks;	/* '+' for the preimage, '-' for the postimage */
	size_t nr;	/* lines of this side */
	/* lines of context in front of the first and behind the last change */
	size_t prefix, suffix;
	size_t skip, cut;	/* of those, ignored: fuzz */
	bool no_eol;	/* its last line ends the file without \n */
};

/* A place in a file: the line of index line (from 0) that starts at byte at. */
struct place {
	size_t line, at;
};

struct places {
	struct place *place;
	size_t nr;
};

/*
 * Measures one side of h: lacks is '+' for its preimage, '-' for its postimage.
 */
void pattern_init(struct pattern *f, const struct hunk *h, char lacks);

/* True when the line belongs to this side. */
static inline bool pattern_has(const struct pattern *f,
			       const struct hunk_line *line)
{
	return line->kind != f->lacks;
}

/*
 * True when f stands in bytes from the line that starts at: the same bytes,
 * ends of lines too.
 */
bool pattern_at(const struct pattern *f, struct span bytes, size_t at);

/*
 * True when f, of which no end may be cut, stands in the file's last lines;
 * *place says where.
 */
bool pattern_at_end(const struct pattern *f, struct text *t,
		    struct place *place);

/*
 * The places from line index `from` on where f stands, the first `most` of
 * them; free with places_release(). An f that compares no line has none.
 */
void pattern_places(const struct pattern *f, struct text *t, size_t from,
		    size_t most, struct places *out);

/*
 * The last place with a line index in [from, to] where p, of which no end may
 * be cut, stands. Takes time for those lines and p's once, however much they
 * repeat.
 */
bool pattern_last_place(const struct pattern *p, struct text *t, size_t from,
			size_t to, struct place *place);

/* Adds one. */
void places_add(struct places *p, struct place place);

/* Frees the places and leaves *p empty. */
void places_release(struct places *p);

/*
 * True when the changes at one end of h (step 1: the first ones, -1: the last
 * ones) add a line.
 */
bool hunk_adds_at_end(const struct hunk *h, int step);

/* True when h adds a line. */
bool hunk_adds(const struct hunk *h);

#endif

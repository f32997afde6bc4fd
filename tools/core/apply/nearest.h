/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_NEAREST_H
#define CORE_APPLY_NEAREST_H

#include "core/apply/apply.h"
#include "core/text/buf.h"

/* Where one refused hunk comes nearest. */
struct near {
	size_t hunk;	/* its index in the section */
	long line;	/* from near_find() */
	char *diff;	/* from near_diff(); NULL where line is 0 */
};

struct nears {
	struct near *near;
	size_t nr;
	size_t left_out;	/* refused hunks that were not looked at: they were too many */
};

/*
 * Looks where those hunks of s come nearest in the preimage that a refused for
 * their place, `most` of them at most. nears_release() frees what *n owns.
 */
void nears_look(struct nears *n, const struct section *s,
		const struct application *a, struct span preimage, size_t most);

/* Frees the contents and leaves *n empty. */
void nears_release(struct nears *n);

/* What n has to say of the hunk of that index; NULL: nothing. */
const struct near *nears_of(const struct nears *n, size_t hunk);

/*
 * The line, from 1, where most of h's preimage lines stand in order, within the
 * function that its @@ tail names if the file has it; 0 when the file has none of
 * its lines but blank ones and brackets. wanted settles a draw. t is split.
 */
long near_find(const struct hunk *h, const struct text *t, long wanted);

/*
 * Adds to out how the file differs at lineno, from near_find(), from what h wants there:
 * " " lines both have, "-" lines that h wants, "+" lines that the file has instead.
 * Of a very long hunk only what lies around the first difference; long lines are cut.
 */
void near_diff(const struct hunk *h, const struct text *t, long lineno,
	       struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_NEAREST_H
#define CORE_APPLY_NEAREST_H

#include "core/apply/apply.h"
#include "core/text/buf.h"

/* Where one refused hunk comes nearest. */
struct nearest {
	size_t hunk;	/* its index in the file diff */
	long line;	/* from nearest_line() */
	bool but_for_space;	/* there, nothing but white space differs */
	char *diff;	/* from nearest_diff(); NULL where line is 0 */
};

struct nearest_list {
	struct nearest *nearest;
	size_t nr;
	/* refused hunks beyond the limit, not searched for */
	size_t left_out;
};

/*
 * Looks where those hunks of s come nearest in the preimage that a refused for
 * their place, `most` of them at most. nearest_list_release() frees what *n
 * owns.
 */
void nearest_list_make(struct nearest_list *n, const struct file_diff *s,
		const struct application *a, struct span preimage, size_t most);

/* Frees the contents and leaves *n empty. */
void nearest_list_release(struct nearest_list *n);

/* What n has to say of the hunk of that index; NULL: nothing. */
const struct nearest *nearest_of(const struct nearest_list *n, size_t hunk);

/*
 * The line, from 1, where most of h's preimage lines stand in order, within the
 * function that its @@ tail names or one of a like name if the file has it; 0
 * when the file has none of its lines but blank ones and brackets. wanted
 * decides between equal places. t is split.
 */
long nearest_line(const struct hunk *h, const struct text *t, long wanted);

/*
 * Adds to out how the file differs at lineno, from nearest_line(), from what h
 * wants there: " " lines both have, "-" lines that h wants, "+" lines that the
 * file has instead. Of a very long hunk only what lies around the first
 * difference; long lines are cut.
 */
void nearest_diff(const struct hunk *h, const struct text *t, long lineno,
	       struct buf *out);

#endif

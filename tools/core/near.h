/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include "buf.h"
#include "hunk.h"

/*
 * The line, from 1, where most of h's preimage lines stand in order, within the
 * function that its @@ tail names if the file has it; 0 when the file has none of
 * its lines but blank ones and brackets. wanted settles a draw.
 */
long near_find(const struct hunk *h, struct span bytes, long wanted);

/*
 * Adds to out how the file differs at lineno, from near_find(), from what h wants there:
 * " " lines both have, "-" lines that h wants, "+" lines that the file has instead.
 */
void near_diff(const struct hunk *h, struct span bytes, long lineno,
	       struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_ASSIGN_H
#define CORE_COMPARE_ASSIGN_H

#include <stddef.h>

/* No column: the value of an unfilled entry. */
#define ASSIGN_NONE ((size_t)-1)

/*
 * A table of what it costs to give row r column c: cost[r * cols + c], any
 * sign.
 */
struct costs {
	size_t rows, cols;
	const int *cost;
};

/*
 * Gives every row a column of its own so that the sum of costs is the least
 * possible. column (rows entries, the caller's) gets the answer; rows must not
 * outnumber cols. Takes rows * rows * cols steps at worst. Returns the sum.
 */
long long assign_columns(const struct costs *c, size_t *column);

#endif

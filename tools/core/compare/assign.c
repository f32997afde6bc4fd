// SPDX-License-Identifier: GPL-2.0-only
/*
 * Optimal assignment by shortest augmenting paths: rows enter one at a time,
 * and prices on rows and columns keep every reduced cost at or above nought.
 */
#include "core/compare/assign.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/text/buf.h"

/*
 * What is known while rows enter; arrays have an entry a column but for
 * row_price.
 */
struct search {
	const struct costs *c;
	long long *row_price, *col_price;
	size_t *owner;		/* row that holds the column, or ASSIGN_NONE */
	size_t *from;		/* row from which the path reaches the column */
	long long *reach;	/* length of the shortest path to the column */
	bool *done;		/* reach is final */
};

static long long reduced(const struct search *s, size_t row, size_t col)
{
	return s->c->cost[row * s->c->cols + col] - s->row_price[row] -
	       s->col_price[col];
}

/* Lets paths that stand at row, length so far, go on to every open column. */
static void extend(struct search *s, size_t row, long long so_far)
{
	for (size_t col = 0; col < s->c->cols; col++) {
		long long length;

		if (s->done[col])
			continue;
		length = so_far + reduced(s, row, col);
		if (length < s->reach[col]) {
			s->reach[col] = length;
			s->from[col] = row;
		}
	}
}

static size_t nearest_open(const struct search *s)
{
	size_t best = ASSIGN_NONE;

	for (size_t col = 0; col < s->c->cols; col++)
		if (!s->done[col] &&
		    (best == ASSIGN_NONE || s->reach[col] < s->reach[best]))
			best = col;
	return best;
}

/* Prices after a path of that length was found: those on the way stay tight. */
static void reprice(struct search *s, size_t first_row, long long length)
{
	s->row_price[first_row] += length;
	for (size_t col = 0; col < s->c->cols; col++) {
		if (!s->done[col])
			continue;
		if (s->owner[col] != ASSIGN_NONE)
			s->row_price[s->owner[col]] += length - s->reach[col];
		s->col_price[col] -= length - s->reach[col];
	}
}

/* Gives row a column, moving earlier rows along the cheapest chain. */
static void enter(struct search *s, size_t row, size_t *column)
{
	size_t col = ASSIGN_NONE, at = row;
	long long length = 0;

	for (size_t i = 0; i < s->c->cols; i++) {
		s->reach[i] = LLONG_MAX;
		s->done[i] = false;
	}
	for (;;) {
		extend(s, at, length);
		col = nearest_open(s);
		assert(col != ASSIGN_NONE);
		length = s->reach[col];
		if (s->owner[col] == ASSIGN_NONE)
			break;
		s->done[col] = true;
		at = s->owner[col];
	}
	reprice(s, row, length);
	for (;;) {
		size_t next = column[s->from[col]];

		s->owner[col] = s->from[col];
		column[s->from[col]] = col;
		if (s->from[col] == row)
			break;
		col = next;
	}
}

long long assign_columns(const struct costs *c, size_t *column)
{
	struct search s = { .c = c };
	long long sum = 0;

	assert(c->rows <= c->cols);
	if (!c->rows)
		return 0;
	s.row_price = grow_array(NULL, c->rows, sizeof(*s.row_price));
	s.col_price = grow_array(NULL, c->cols, sizeof(*s.col_price));
	s.owner = grow_array(NULL, c->cols, sizeof(*s.owner));
	s.from = grow_array(NULL, c->cols, sizeof(*s.from));
	s.reach = grow_array(NULL, c->cols, sizeof(*s.reach));
	s.done = grow_array(NULL, c->cols, sizeof(*s.done));
	for (size_t col = 0; col < c->cols; col++) {
		s.col_price[col] = 0;
		s.owner[col] = ASSIGN_NONE;
		s.from[col] = 0;
	}
	for (size_t row = 0; row < c->rows; row++) {
		s.row_price[row] = 0;
		column[row] = ASSIGN_NONE;
	}
	for (size_t row = 0; row < c->rows; row++)
		enter(&s, row, column);
	for (size_t row = 0; row < c->rows; row++)
		sum += c->cost[row * c->cols + column[row]];
	free(s.row_price);
	free(s.col_price);
	free(s.owner);
	free(s.from);
	free(s.reach);
	free(s.done);
	return sum;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Does a change stand between the same neighbours on two sides? */
#include "core/compare/surroundings.h"

#include <stdlib.h>

#include "core/text/buf.h"
#include "core/text/lcs.h"

/* The most cells of a table: 2000 by 2000 items. */
#define CELLS_MOST	4000000

static uint16_t *lengths_turned(const struct surroundings *u,
				const struct surroundings *d)
{
	uint32_t *a = grow_array(NULL, u->nr, sizeof(*a));
	uint32_t *b = grow_array(NULL, d->nr, sizeof(*b));
	uint16_t *len;

	for (size_t i = 0; i < u->nr; i++)
		a[i] = u->key[u->nr - 1 - i];
	for (size_t i = 0; i < d->nr; i++)
		b[i] = d->key[d->nr - 1 - i];
	len = lcs_lengths(a, u->nr, b, d->nr);
	free(a);
	free(b);
	return len;
}

bool surroundings_align(struct surroundings_pair *l,
			const struct surroundings *u,
			const struct surroundings *d)
{
	*l = (struct surroundings_pair){ .u = u, .d = d };
	if (u->nr > UINT16_MAX || d->nr > UINT16_MAX ||
	    (u->nr + 1) * (d->nr + 1) > CELLS_MOST)
		return false;
	l->front = lengths_turned(u, d);
	l->behind = lcs_lengths(u->key, u->nr, d->key, d->nr);
	l->common = l->behind[0];
	return true;
}

/* How much is common from items i and j on. */
static size_t behind(const struct surroundings_pair *l, size_t i, size_t j)
{
	return l->behind[i * (l->d->nr + 1) + j];
}

/* How much is common up to items i and j, without them. */
static size_t in_front(const struct surroundings_pair *l, size_t i, size_t j)
{
	return l->front[(l->u->nr - i) * (l->d->nr + 1) + l->d->nr - j];
}

bool surroundings_cross(const struct surroundings_pair *l, size_t *at)
{
	const struct surroundings *u = l->u, *d = l->d;

	if (in_front(l, u->above, d->above) +
	    behind(l, u->above, d->above) == l->common)
		return false;
	for (*at = 0; *at < u->nr; ++*at)
		for (size_t j = 0; j < d->nr; j++)
			if ((*at < u->above) != (j < d->above) &&
			    u->key[*at] == d->key[j] &&
			    in_front(l, *at, j) + 1 +
			    behind(l, *at + 1, j + 1) == l->common)
				return true;
	return false;
}

void surroundings_release(struct surroundings_pair *l)
{
	free(l->front);
	free(l->behind);
	*l = (struct surroundings_pair){ 0 };
}

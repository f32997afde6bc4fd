// SPDX-License-Identifier: GPL-2.0-only
/* The assignment of two patches' changes to each other that is worth the most. */
#include "core/compare/best-pairs.h"

#include <stdlib.h>

#include "core/compare/assign.h"

/* Worth of a pair: its changed words count 0 to 1000, the rest settles ties. */
#define WORTH_FILE	100
#define WORTH_BASENAME	50
#define WORTH_SCOPE	150
#define WORTH_AROUND	150	/* for equal surroundings */
#define WORTH_TURN	20	/* for standing equally far down the patch */
/* What a pair must be worth: below it, one change is missing and one extra. */
#define WORTH_LEAST	380
/* Above this many changes each file is assigned by itself: the work grows by the cube. */
#define ASSIGN_MOST	700
/* A file with more is assigned in blocks of so many. */
#define ASSIGN_BLOCK	300

static int worth_of_file(const struct change *u, const struct change *d)
{
	const char *a = file_diff_name(u->diff), *b = file_diff_name(d->diff);

	if (!strcmp(a, b))
		return WORTH_FILE;
	return !strcmp(base_name(a), base_name(b)) ? WORTH_BASENAME : 0;
}

static int worth_of_scope(const struct change *u, const struct change *d)
{
	if (change_scopes_differ(u, d))
		return -WORTH_SCOPE;
	return u->scope.known && d->scope.known ? WORTH_SCOPE : 0;
}

static int worth_of_turn(const struct pairing *p, size_t u, size_t d)
{
	long apart = (long)(u * 1000 / p->up->nr) -
		     (long)(d * 1000 / p->down->nr);

	return WORTH_TURN - (int)(labs(apart) * WORTH_TURN / 1000);
}

static int worth(const struct pairing *p, size_t u, size_t d)
{
	const struct change *gu = &p->up->change[u], *gd = &p->down->change[d];

	if (!gu->hunk != !gd->hunk)
		return 0;
	return bag_alike(&gu->changed, &gd->changed) + worth_of_file(gu, gd) +
	       worth_of_scope(gu, gd) + worth_of_turn(p, u, d) +
	       bag_alike(&gu->around, &gd->around) * WORTH_AROUND / 1000;
}

/* Groups that are still without a partner, as indices. */
struct free_list {
	size_t *at, nr;
};

static void list_free(struct free_list *list, const size_t *partner, size_t nr)
{
	list->at = grow_array(NULL, nr, sizeof(*list->at));
	list->nr = 0;
	for (size_t i = 0; i < nr; i++)
		if (partner[i] == PARTNER_NONE)
			list->at[list->nr++] = i;
}

/*
 * The best pairs among two lists. Every row also has a column of its own that
 * stands for staying alone.
 */
static void assign_lists(const struct pairing *p, const struct free_list *up,
			 const struct free_list *down, struct partners *got)
{
	struct costs c = { .rows = up->nr, .cols = up->nr + down->nr };
	size_t *column;
	int *cost;

	if (!up->nr || !down->nr)
		return;
	column = grow_array(NULL, c.rows, sizeof(*column));
	cost = grow_array(NULL, c.rows * c.cols, sizeof(*cost));
	for (size_t r = 0; r < c.rows; r++)
		for (size_t i = 0; i < c.cols; i++)
			cost[r * c.cols + i] = i < down->nr ?
				-worth(p, up->at[r], down->at[i]) :
				-WORTH_LEAST;
	c.cost = cost;
	assign_columns(&c, column);
	for (size_t r = 0; r < c.rows; r++) {
		if (column[r] >= down->nr)
			continue;
		got->of_up[up->at[r]] = down->at[column[r]];
		got->of_down[down->at[column[r]]] = up->at[r];
	}
	free(column);
	free(cost);
}

static void keep_file(struct free_list *list, const struct changes *g,
		      const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->nr; i++)
		if (!strcmp(file_diff_name(g->change[list->at[i]].diff), name))
			list->at[kept++] = list->at[i];
	list->nr = kept;
}

/* list[from, to), as far as it goes; shares list's storage. */
static struct free_list slice(const struct free_list *list, size_t from,
			      size_t to)
{
	if (to > list->nr)
		to = list->nr;
	if (from > to)
		from = to;
	return (struct free_list){ list->at + from, to - from };
}

/* Assigns a long list block by block, each to what stands about as far down the other one. */
static void assign_blocks(const struct pairing *p, const struct free_list *up,
			  const struct free_list *down, struct partners *got)
{
	for (size_t from = 0; from < up->nr; from += ASSIGN_BLOCK) {
		size_t mid = from * down->nr / up->nr, kept = 0;
		struct free_list block = slice(up, from, from + ASSIGN_BLOCK);
		struct free_list near = slice(down,
			mid > ASSIGN_BLOCK ? mid - ASSIGN_BLOCK : 0,
			mid + 2 * ASSIGN_BLOCK);
		struct free_list open = { grow_array(NULL, near.nr, sizeof(*open.at)), 0 };

		for (size_t i = 0; i < near.nr; i++)
			if (got->of_down[near.at[i]] == PARTNER_NONE)
				open.at[kept++] = near.at[i];
		open.nr = kept;
		assign_lists(p, &block, &open, got);
		free(open.at);
	}
}

static void assign_by_file(const struct pairing *p, struct partners *got)
{
	const struct patch *patch = p->up->patch;

	for (size_t i = 0; i < patch->nr; i++) {
		struct free_list up, down;

		list_free(&up, got->of_up, p->up->nr);
		list_free(&down, got->of_down, p->down->nr);
		keep_file(&up, p->up, file_diff_name(&patch->diff[i]));
		keep_file(&down, p->down, file_diff_name(&patch->diff[i]));
		if (up.nr <= ASSIGN_MOST && down.nr <= ASSIGN_MOST)
			assign_lists(p, &up, &down, got);
		else
			assign_blocks(p, &up, &down, got);
		free(up.at);
		free(down.at);
	}
}

static bool same_lines(const struct change *a, const struct change *b)
{
	return !a->hunk == !b->hunk &&
	       span_equals(buf_span(&a->removed), buf_span(&b->removed)) &&
	       span_equals(buf_span(&a->added), buf_span(&b->added));
}

/* The number of the only change of g with the same lines in that file, else PARTNER_NONE. */
static size_t only_like(const struct changes *g, const struct change *like)
{
	size_t found = PARTNER_NONE;

	for (size_t i = 0; i < g->nr; i++) {
		if (g->change[i].changed.nr != like->changed.nr ||
		    !same_lines(&g->change[i], like) ||
		    strcmp(file_diff_name(g->change[i].diff),
			   file_diff_name(like->diff)))
			continue;
		if (found != PARTNER_NONE)
			return PARTNER_NONE;
		found = i;
	}
	return found;
}

/* Changes that each side makes exactly once in a file need no weighing. */
static void pair_the_only(const struct pairing *p, struct partners *got)
{
	for (size_t u = 0; u < p->up->nr; u++) {
		const struct change *g = &p->up->change[u];
		size_t d;

		if (only_like(p->up, g) != u)
			continue;
		d = only_like(p->down, g);
		if (d == PARTNER_NONE)
			continue;
		got->of_up[u] = d;
		got->of_down[d] = u;
	}
}

/* A side of so many changes, none of which has a partner. */
static size_t *alone(size_t nr)
{
	size_t *partner = grow_array(NULL, nr, sizeof(*partner));

	for (size_t i = 0; i < nr; i++)
		partner[i] = PARTNER_NONE;
	return partner;
}

void partners_find(struct partners *got, const struct pairing *p)
{
	struct free_list up, down;

	got->of_up = alone(p->up->nr);
	got->of_down = alone(p->down->nr);
	pair_the_only(p, got);
	list_free(&up, got->of_up, p->up->nr);
	list_free(&down, got->of_down, p->down->nr);
	if (up.nr <= ASSIGN_MOST && down.nr <= ASSIGN_MOST)
		assign_lists(p, &up, &down, got);
	else
		assign_by_file(p, got);
	free(up.at);
	free(down.at);
}

void partners_release(struct partners *got)
{
	free(got->of_up);
	free(got->of_down);
	*got = (struct partners){ 0 };
}

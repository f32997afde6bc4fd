// SPDX-License-Identifier: GPL-2.0-only
/*
 * The assignment of two patches' changes to each other that is worth the most.
 */
#include "core/compare/best-pairs.h"

#include <stdlib.h>

#include "core/compare/assign.h"
#include "core/text/hash.h"

/* Worth of a pair: its changed words count 0 to 1000, the rest settles ties. */
#define WORTH_FILE	100
#define WORTH_BASENAME	50
#define WORTH_SCOPE	150
#define WORTH_AROUND	150	/* for equal surroundings */
#define WORTH_TURN	20	/* for standing equally far down the patch */
/* What a pair must be worth: below it, one change is missing and one extra. */
#define WORTH_LEAST	380
/* With more changes each file is assigned by itself: the work is cubic. */
#define ASSIGN_MOST	700
/* A file with more is assigned in blocks of so many. */
#define ASSIGN_BLOCK	64

static int worth_of_file(const struct change *u, const struct change *d)
{
	const char *a = file_diff_name(u->diff), *b = file_diff_name(d->diff);

	if (!strcmp(a, b))
		return WORTH_FILE;
	return !strcmp(base_name(a), base_name(b)) ? WORTH_BASENAME : 0;
}

static int worth_of_scope(const struct change *u, const struct change *d)
{
	if (names_differ_by_underscores(change_where(u), change_where(d)))
		return 0;
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

/* Assigns a long list by blocks, each to what stands about as far down. */
static void assign_blocks(const struct pairing *p, const struct free_list *up,
			  const struct free_list *down, struct partners *got)
{
	for (size_t from = 0; from < up->nr; from += ASSIGN_BLOCK) {
		size_t mid = from * down->nr / up->nr;
		struct free_list block = slice(up, from, from + ASSIGN_BLOCK);
		struct free_list beside = slice(down,
			mid > ASSIGN_BLOCK ? mid - ASSIGN_BLOCK : 0,
			mid + 2 * ASSIGN_BLOCK);
		struct free_list open = { .nr = 0 };

		open.at = grow_array(NULL, beside.nr, sizeof(*open.at));
		for (size_t i = 0; i < beside.nr; i++)
			if (got->of_down[beside.at[i]] == PARTNER_NONE)
				open.at[open.nr++] = beside.at[i];
		assign_lists(p, &block, &open, got);
		free(open.at);
	}
}

/* A list in the order of its files; those of file f begin at first[f]. */
struct by_file {
	struct free_list list;
	size_t *first;
};

static struct span file_of(const struct changes *g, size_t i)
{
	return span_of(file_diff_name(g->change[i].diff));
}

static void sort_by_file(struct by_file *b, const struct changes *g,
			 const struct free_list *list,
			 const struct numbering *files)
{
	size_t *next = grow_array(NULL, files->nr + 1, sizeof(*next));

	b->first = new_array(files->nr + 1, sizeof(*b->first));
	b->list.at = grow_array(NULL, list->nr, sizeof(*b->list.at));
	b->list.nr = list->nr;
	for (size_t i = 0; i < list->nr; i++)
		b->first[numbering_find(files, file_of(g, list->at[i])) + 1]++;
	for (size_t f = 0; f < files->nr; f++)
		b->first[f + 1] += b->first[f];
	memcpy(next, b->first, (files->nr + 1) * sizeof(*next));
	for (size_t i = 0; i < list->nr; i++) {
		size_t f = numbering_find(files, file_of(g, list->at[i]));

		b->list.at[next[f]++] = list->at[i];
	}
	free(next);
}

static void by_file_release(struct by_file *b)
{
	free(b->list.at);
	free(b->first);
}

static void assign_by_file(const struct pairing *p, const struct free_list *up,
			   const struct free_list *down, struct partners *got)
{
	struct numbering files = { 0 };
	struct by_file u, d;

	for (size_t i = 0; i < p->up->nr; i++)
		numbering_add(&files, file_of(p->up, i));
	for (size_t i = 0; i < p->down->nr; i++)
		numbering_add(&files, file_of(p->down, i));
	sort_by_file(&u, p->up, up, &files);
	sort_by_file(&d, p->down, down, &files);
	for (size_t f = 0; f < files.nr; f++) {
		struct free_list one = slice(&u.list, u.first[f],
					     u.first[f + 1]);
		struct free_list other = slice(&d.list, d.first[f],
					       d.first[f + 1]);

		if (one.nr <= ASSIGN_MOST && other.nr <= ASSIGN_MOST)
			assign_lists(p, &one, &other, got);
		else
			assign_blocks(p, &one, &other, got);
	}
	by_file_release(&u);
	by_file_release(&d);
	numbering_release(&files);
}

/* Changes of one side that have the same lines in the same file. */
struct equals {
	const struct changes *changes;
	struct table table;	/* of each kind the first */
	size_t *count;		/* by that first one */
};

static bool same_lines(const struct change *a, const struct change *b)
{
	return !a->hunk == !b->hunk &&
	       span_equals(buf_span(&a->removed), buf_span(&b->removed)) &&
	       span_equals(buf_span(&a->added), buf_span(&b->added)) &&
	       !strcmp(file_diff_name(a->diff), file_diff_name(b->diff));
}

static uint64_t hash_of(const struct change *c)
{
	uint64_t h = hash_span(HASH_START, buf_span(&c->removed));

	h = hash_span(hash_byte(h, c->hunk ? '+' : ' '), buf_span(&c->added));
	return hash_span(h, span_of(file_diff_name(c->diff)));
}

/* The first change of e that equals c; PARTNER_NONE when there is none. */
static size_t equals_find(const struct equals *e, const struct change *c)
{
	size_t probe = 0, item;

	while (table_next(&e->table, hash_of(c), &probe, &item))
		if (same_lines(&e->changes->change[item], c))
			return item;
	return PARTNER_NONE;
}

static void equals_make(struct equals *e, const struct changes *changes)
{
	*e = (struct equals){ .changes = changes };
	e->count = grow_array(NULL, changes->nr, sizeof(*e->count));
	for (size_t i = 0; i < changes->nr; i++) {
		const struct change *c = &changes->change[i];
		size_t first = equals_find(e, c);

		if (first == PARTNER_NONE)
			table_add(&e->table, hash_of(c), first = i);
		e->count[i] = 0;
		e->count[first]++;
	}
}

static void equals_release(struct equals *e)
{
	table_release(&e->table);
	free(e->count);
}

/* Changes that each side makes exactly once in a file need no weighing. */
static void pair_the_only(const struct pairing *p, struct partners *got)
{
	struct equals up, down;

	equals_make(&up, p->up);
	equals_make(&down, p->down);
	for (size_t u = 0; u < p->up->nr; u++) {
		size_t d = equals_find(&down, &p->up->change[u]);

		if (up.count[u] != 1 || d == PARTNER_NONE || down.count[d] != 1)
			continue;
		got->of_up[u] = d;
		got->of_down[d] = u;
	}
	equals_release(&up);
	equals_release(&down);
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
		assign_by_file(p, &up, &down, got);
	free(up.at);
	free(down.at);
}

void partners_release(struct partners *got)
{
	free(got->of_up);
	free(got->of_down);
	*got = (struct partners){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* The order of a change and the statements of its whole function, on both sides. */
#include "core/compare/order-in-function.h"

#include <stdlib.h>

#include "core/source/body.h"
#include "core/source/function-at.h"
#include "core/text/lcs.h"

/* The most cells of a table of two functions' statements: 2000 by 2000. */
#define CELLS_MOST	4000000
/* A function of another name is the same when so many of 1000 of its statements are. */
#define ALIKE_LEAST	500
/* Fewer common statements tell nothing. */
#define COMMON_LEAST	3
#define BLOCKS_MOST	64
#define MIX		2654435761u

/* An unchanged statement of a function. */
struct mark {
	const struct statement *s;
	uint32_t key;		/* equal for what is the same statement on both sides */
};

/* A function without what the patch changed in it. */
struct row {
	struct body body;
	struct mark *mark;
	size_t nr, above;	/* the first above of them stand above the range */
};

/* True when a change of the file diff changed the statement, whole or in part. */
static bool is_changed(const struct changes *all, const struct change *like,
		       const struct statement *s)
{
	for (size_t i = 0; i < all->nr; i++) {
		const struct change *g = &all->change[i];

		if (g->diff_nr == like->diff_nr && g->file.at &&
		    g->file_from < s->to && s->from < g->file_to)
			return true;
		if (g->diff_nr == like->diff_nr && g->file.at &&
		    g->file_from == g->file_to && s->from < g->file_from &&
		    g->file_from < s->to)
			return true;
	}
	return false;
}

/*
 * What a statement is known by. Braces are told apart by the head of their block, jumps, which
 * stand everywhere, by the statement in front.
 */
static uint32_t key_of(const struct statement *s, uint32_t before,
		       uint32_t block)
{
	if (s->kind == STATEMENT_CLOSE)
		return (block ^ s->hash) * MIX;
	if (s->kind == STATEMENT_OPEN || s->kind == STATEMENT_JUMP)
		return (before ^ s->hash) * MIX;
	return s->hash;
}

static void add_marks(struct row *row, const struct changes *all,
		      struct range range)
{
	const struct change *a = changes_first(all, range), *z = changes_last(all, range);
	uint32_t block[BLOCKS_MOST] = { 0 }, before = 0;
	size_t depth = 0;

	row->mark = grow_array(NULL, row->body.nr, sizeof(*row->mark));
	for (size_t i = 0; i < row->body.nr; i++) {
		const struct statement *s = &row->body.statement[i];
		struct mark m = { .s = s };

		if (s->kind == STATEMENT_CLOSE && depth)
			depth--;
		m.key = key_of(s, before, block[depth % BLOCKS_MOST]);
		if (s->kind == STATEMENT_OPEN)
			block[depth++ % BLOCKS_MOST] = before;
		if (is_changed(all, a, s))
			continue;
		before = m.key;
		if (s->kind == STATEMENT_PLAIN ||
		    (s->to > a->file_from && s->from < z->file_to))
			continue;
		row->above += s->to <= a->file_from;
		row->mark[row->nr++] = m;
	}
}

/* Finds the function that the range stands in, or the head. */
static bool find_body(struct body *b, const struct change *a,
		      const struct change *z)
{
	return (body_at(b, a->file, a->file_from) && z->file_to <= b->to) ||
	       body_of_head(b, a->file, a->file_from, z->file_to);
}

/* False when the range stands in no function, or in two. */
static bool row_open(struct row *row, const struct changes *all, struct range range)
{
	const struct change *a = changes_first(all, range), *z = changes_last(all, range);

	*row = (struct row){ 0 };
	if (!a->file.at || !z->file.at || a->diff_nr != z->diff_nr ||
	    !find_body(&row->body, a, z))
		return false;
	body_cut(&row->body, a->file);
	add_marks(row, all, range);
	return true;
}

static void row_release(struct row *row)
{
	free(row->mark);
	body_release(&row->body);
}

/* How often a key is in the row; *at is one of its places. */
static size_t count_key(const struct row *row, uint32_t key, size_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < row->nr; i++)
		if (row->mark[i].key == key) {
			n++;
			*at = i;
		}
	return n;
}

/* A statement that each function has once, on the other side of the change. */
static bool passed_unique(const struct row *u, const struct row *d,
			  struct span *past)
{
	for (size_t i = 0; i < u->nr; i++) {
		size_t at = 0, other = 0;

		if (u->mark[i].s->kind != STATEMENT_ACT ||
		    count_key(u, u->mark[i].key, &at) != 1 ||
		    count_key(d, u->mark[i].key, &other) != 1 ||
		    (i < u->above) == (other < d->above))
			continue;
		*past = u->mark[i].s->text;
		return true;
	}
	return false;
}

/* Longest common subsequences of what stands behind two places, and of what stands in front. */
struct alignment {
	uint16_t *front, *behind;	/* front: of the rows turned round */
	size_t nu, nd;
};

static uint32_t *keys_of(const struct row *row, bool turned)
{
	uint32_t *key = grow_array(NULL, row->nr, sizeof(*key));

	for (size_t i = 0; i < row->nr; i++)
		key[i] = row->mark[turned ? row->nr - 1 - i : i].key;
	return key;
}

static uint16_t *lengths(const struct row *u, const struct row *d, bool turned)
{
	uint32_t *a = keys_of(u, turned), *b = keys_of(d, turned);
	uint16_t *len = lcs_lengths(a, u->nr, b, d->nr);

	free(a);
	free(b);
	return len;
}

static bool align(struct alignment *l, const struct row *u, const struct row *d)
{
	*l = (struct alignment){ .nu = u->nr, .nd = d->nr };
	if ((u->nr + 1) * (d->nr + 1) > CELLS_MOST ||
	    u->nr > UINT16_MAX || d->nr > UINT16_MAX)
		return false;
	l->front = lengths(u, d, true);
	l->behind = lengths(u, d, false);
	return true;
}

/* How long it is from statements i and j on. */
static size_t behind(const struct alignment *l, size_t i, size_t j)
{
	return l->behind[i * (l->nd + 1) + j];
}

/* How long it is up to statements i and j, without them. */
static size_t in_front(const struct alignment *l, size_t i, size_t j)
{
	return l->front[(l->nu - i) * (l->nd + 1) + l->nd - j];
}

static void alignment_release(struct alignment *l)
{
	free(l->front);
	free(l->behind);
}

/*
 * Aligns the functions once freely and once with the change held to the change. Where that
 * costs a statement, one of the free alignment stands on the other side.
 */
static bool passed_aligned(const struct row *u, const struct row *d,
			   const struct alignment *l, struct span *past)
{
	size_t whole = behind(l, 0, 0);

	if (in_front(l, u->above, d->above) +
	    behind(l, u->above, d->above) == whole)
		return false;
	for (size_t i = 0; i < u->nr; i++)
		for (size_t j = 0; j < d->nr; j++) {
			if ((i < u->above) == (j < d->above) ||
			    u->mark[i].key != d->mark[j].key ||
			    in_front(l, i, j) + 1 +
			    behind(l, i + 1, j + 1) != whole)
				continue;
			*past = u->mark[i].s->text;
			return true;
		}
	return false;
}

/* True when the functions differ by name and either file has the other one as well, or they are unlike. */
static bool elsewhere(const struct change *gu, const struct change *gd,
		      const struct row *u, const struct row *d,
		      const struct alignment *l)
{
	size_t common = behind(l, 0, 0), all = u->nr + d->nr;

	return func_exists(gu->file, d->body.head) ||
	       func_exists(gd->file, u->body.head) ||
	       common < COMMON_LEAST ||
	       2000 * common < ALIKE_LEAST * all;
}

static bool acts(struct span text)
{
	struct body b;
	bool yes = false;

	body_of_fragment(&b, text);
	for (size_t i = 0; i < b.nr && !yes; i++)
		yes = b.statement[i].kind != STATEMENT_PLAIN;
	body_release(&b);
	return yes;
}

bool order_counts(const struct pairing *p, const struct pair *pair)
{
	for (size_t i = 0; i < pair->up.nr; i++) {
		const struct change *g = &p->up->change[pair->up.from + i];

		if (acts(buf_span(&g->removed)) || acts(buf_span(&g->added)))
			return true;
	}
	return false;
}

/* True when the function still has one of the change's - statements: another one could have been meant. */
static bool has_another(const struct change *g, const struct row *row)
{
	struct body b;
	bool yes = false;

	body_of_fragment(&b, buf_span(&g->removed));
	for (size_t i = 0; i < b.nr && !yes; i++)
		for (size_t j = 0; j < row->nr && !yes; j++)
			yes = b.statement[i].kind != STATEMENT_PLAIN &&
			      b.statement[i].hash == row->mark[j].s->hash;
	body_release(&b);
	return yes;
}

/* True when each change of the range takes the place of a statement that the function has but once. */
static bool has_place(const struct changes *all, struct range range,
		      const struct row *row)
{
	for (size_t i = range.from; i < range.from + range.nr; i++)
		if (!acts(buf_span(&all->change[i].removed)) ||
		    has_another(&all->change[i], row))
			return false;
	return true;
}

static enum order judge(const struct pairing *p, struct pair *pair,
			const struct row *u, const struct row *d)
{
	const struct change *gu = changes_first(p->up, pair->up);
	const struct change *gd = changes_first(p->down, pair->down);
	bool named = u->body.name.len && d->body.name.len;
	struct alignment l;
	enum order order = ORDER_UNKNOWN;
	bool full = align(&l, u, d);

	if (named && !span_equals(u->body.name, d->body.name)) {
		if (!full || elsewhere(gu, gd, u, d, &l))
			order = ORDER_ELSEWHERE;
		else
			pair->other_name = true;
	} else if (!named && change_scopes_differ(gu, gd)) {
		goto out;
	}
	if (order == ORDER_ELSEWHERE)
		goto out;
	if (!order_counts(p, pair) || (has_place(p->up, pair->up, u) &&
				       has_place(p->down, pair->down, d)))
		order = ORDER_KEPT;
	else if (passed_unique(u, d, &pair->past) ||
		 (full && passed_aligned(u, d, &l, &pair->past)))
		order = ORDER_PAST;
	else if (full)
		order = ORDER_KEPT;
out:
	alignment_release(&l);
	return order;
}

enum order order_in_functions(const struct pairing *p, struct pair *pair)
{
	enum order order = ORDER_UNKNOWN;
	struct row u, d;

	if (!row_open(&u, p->up, pair->up))
		return ORDER_UNKNOWN;
	if (row_open(&d, p->down, pair->down)) {
		/* a parameter's order is not a statement's */
		if (u.body.listed == d.body.listed)
			order = judge(p, pair, &u, &d);
		row_release(&d);
	}
	row_release(&u);
	return order;
}

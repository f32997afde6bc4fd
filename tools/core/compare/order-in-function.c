// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order of a change and the statements of its whole function, on both
 * sides.
 */
#include "core/compare/order-in-function.h"

#include <stdlib.h>

#include "core/compare/enclosing.h"
#include "core/compare/surroundings.h"
#include "core/source/body.h"
#include "core/source/function-at.h"

/*
 * A function of another name is the same when so many of 1000 of its statements
 * are.
 */
#define ALIKE_LEAST	500
/* Fewer common statements tell nothing. */
#define COMMON_LEAST	3
#define BLOCKS_MOST	64
/* A function's bytes times its changes, squared: some seconds. */
#define WORK_MOST	2000000000u
#define MIX		2654435761u

/* A function without what the patch changed in it. */
struct unchanged {
	struct body body;
	const struct statement **statement;
	uint32_t *key;		/* per statement; equal when it is the same */
	size_t nr, above;	/* above: how many are above the range */
};

/* True when the change touches bytes [from, to) of its file. */
static bool touches(const struct change *c, size_t from, size_t to)
{
	if (!c->file.at)
		return false;
	if (c->file_from == c->file_to)
		return from < c->file_from && c->file_from < to;
	return c->file_from < to && from < c->file_to;
}

/* Finds the changes of the range's file that touch the function. */
static struct range changes_of(const struct body *b, const struct changes *all,
			       struct range range)
{
	const struct file_diff *diff = changes_first(all, range)->diff;
	size_t end = range.from + range.nr;

	while (range.from && all->change[range.from - 1].diff == diff &&
	       touches(&all->change[range.from - 1], b->from, b->to))
		range.from--;
	while (end < all->nr && all->change[end].diff == diff &&
	       touches(&all->change[end], b->from, b->to))
		end++;
	range.nr = end - range.from;
	return range;
}

static bool is_changed(const struct changes *all, struct range range,
		       const struct statement *s)
{
	for (size_t i = range.from; i < range.from + range.nr; i++)
		if (touches(&all->change[i], s->from, s->to))
			return true;
	return false;
}

/*
 * What a statement is known by. Braces are told apart by the head of their
 * block, jumps, which stand everywhere, by the statement in front.
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

static void add_statements(struct unchanged *fn, const struct changes *all,
			   struct range range, struct range near)
{
	const struct change *a = changes_first(all, range);
	const struct change *z = changes_last(all, range);
	uint32_t block[BLOCKS_MOST] = { 0 }, before = 0;
	size_t depth = 0;

	fn->statement = grow_array(NULL, fn->body.nr,
				    sizeof(*fn->statement));
	fn->key = grow_array(NULL, fn->body.nr, sizeof(*fn->key));
	for (size_t i = 0; i < fn->body.nr; i++) {
		const struct statement *s = &fn->body.statement[i];
		uint32_t key;

		if (s->kind == STATEMENT_CLOSE && depth)
			depth--;
		key = key_of(s, before, block[depth % BLOCKS_MOST]);
		if (s->kind == STATEMENT_OPEN)
			block[depth++ % BLOCKS_MOST] = before;
		if (is_changed(all, near, s))
			continue;
		before = key;
		if (s->kind == STATEMENT_PLAIN ||
		    (s->to > a->file_from && s->from < z->file_to))
			continue;
		fn->above += s->to <= a->file_from;
		fn->statement[fn->nr] = s;
		fn->key[fn->nr++] = key;
	}
}

/* Finds the function that the range stands in, or the head. */
static bool find_body(struct body *b, const struct change *a,
		      const struct change *z)
{
	*b = a->body;
	return (b->to && z->file_to <= b->to) ||
	       body_of_head(b, a->file, a->file_from, z->file_to);
}

/*
 * False when the range stands in no function, or in two, or when the function
 * is too long for so many changes.
 */
static bool unchanged_open(struct unchanged *fn, const struct changes *all,
			   struct range range)
{
	const struct change *a = changes_first(all, range);
	const struct change *z = changes_last(all, range);
	struct range near;

	*fn = (struct unchanged){ 0 };
	if (!a->file.at || !z->file.at || a->diff_nr != z->diff_nr ||
	    !find_body(&fn->body, a, z))
		return false;
	near = changes_of(&fn->body, all, range);
	if (near.nr > WORK_MOST / (fn->body.to - fn->body.from + 1) / near.nr)
		return false;
	body_cut(&fn->body, a->file);
	add_statements(fn, all, range, near);
	return true;
}

static void unchanged_release(struct unchanged *fn)
{
	free(fn->statement);
	free(fn->key);
	body_release(&fn->body);
}

/* A statement by its key. */
struct keyed {
	uint32_t key;
	size_t at;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct keyed *sorted_keys(const struct unchanged *fn)
{
	struct keyed *keyed = grow_array(NULL, fn->nr, sizeof(*keyed));

	for (size_t i = 0; i < fn->nr; i++)
		keyed[i] = (struct keyed){ fn->key[i], i };
	qsort(keyed, fn->nr, sizeof(*keyed), by_key);
	return keyed;
}

/* True when entry i of nr is the only one with its key. */
static bool is_only(const struct keyed *keyed, size_t nr, size_t i)
{
	return (!i || keyed[i - 1].key != keyed[i].key) &&
	       (i + 1 == nr || keyed[i + 1].key != keyed[i].key);
}

/*
 * Finds the first statement that each function has once, on either side of
 * the change.
 */
static bool passed_unique(const struct unchanged *u, const struct unchanged *d,
			  size_t *at)
{
	struct keyed *ku = sorted_keys(u), *kd = sorted_keys(d);

	*at = u->nr;
	for (size_t i = 0, j = 0; i < u->nr; i++) {
		size_t mine = ku[i].at;

		while (j < d->nr && kd[j].key < ku[i].key)
			j++;
		if (j == d->nr || kd[j].key != ku[i].key ||
		    !is_only(ku, u->nr, i) || !is_only(kd, d->nr, j))
			continue;
		if (mine < *at && u->statement[mine]->kind == STATEMENT_ACT &&
		    (mine < u->above) != (kd[j].at < d->above))
			*at = mine;
	}
	free(ku);
	free(kd);
	return *at < u->nr;
}

/*
 * True when functions of other names are not the same one: either file has
 * both (f beside __f upstream does not count), or they are unlike.
 */
static bool elsewhere(const struct change *cu, const struct change *cd,
		      const struct unchanged *u, const struct unchanged *d,
		      const struct surroundings_pair *l)
{
	bool wrapper = names_differ_by_underscores(u->body.name,
						   d->body.name);
	size_t all = u->nr + d->nr;

	return (!wrapper && func_exists(cu->file, d->body.head)) ||
	       func_exists(cd->file, u->body.head) ||
	       l->common < COMMON_LEAST ||
	       2000 * l->common < ALIKE_LEAST * all;
}

/* True when a line of the text begins or ends what an #if takes in. */
static bool has_if(struct span text)
{
	struct span line;

	while (span_line(&text, &line)) {
		line = span_trim(line);
		if (!span_starts(line, "#"))
			continue;
		line = span_trim(span_skip(line, 1));
		if (span_starts(line, "if") || span_starts(line, "el") ||
		    span_starts(line, "endif"))
			return true;
	}
	return false;
}

bool order_counts_of(struct span text)
{
	struct body b;
	bool yes = has_if(text);

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

		if (order_counts_of(buf_span(&g->removed)) ||
		    order_counts_of(buf_span(&g->added)))
			return true;
	}
	return false;
}

/*
 * True when the function still has one of the change's - statements: another
 * one could have been meant.
 */
static bool has_another(const struct change *g, const struct unchanged *fn)
{
	struct body b;
	bool yes = false;

	body_of_fragment(&b, buf_span(&g->removed));
	for (size_t i = 0; i < b.nr && !yes; i++)
		for (size_t j = 0; j < fn->nr && !yes; j++)
			yes = b.statement[i].kind != STATEMENT_PLAIN &&
			      b.statement[i].hash == fn->statement[j]->hash;
	body_release(&b);
	return yes;
}

/*
 * True when each change of the range takes the place of a statement that the
 * function has but once.
 */
static bool has_place(const struct changes *all, struct range range,
		      const struct unchanged *fn)
{
	for (size_t i = range.from; i < range.from + range.nr; i++)
		if (!order_counts_of(buf_span(&all->change[i].removed)) ||
		    has_another(&all->change[i], fn))
			return false;
	return true;
}

static enum order judge(const struct pairing *p, struct pair *pair,
			const struct unchanged *u, const struct unchanged *d)
{
	const struct change *gu = changes_first(p->up, pair->up);
	const struct change *gd = changes_first(p->down, pair->down);
	bool named = u->body.name.len && d->body.name.len;
	struct surroundings_pair l;
	enum order order = ORDER_UNKNOWN;
	const struct surroundings su = { u->key, u->nr, u->above };
	const struct surroundings sd = { d->key, d->nr, d->above };
	bool full = surroundings_align(&l, &su, &sd);
	size_t at = 0;

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
	if (!order_counts(p, pair)) {
		order = ORDER_KEPT;
		goto out;
	}
	if (has_place(p->up, pair->up, u) && has_place(p->down, pair->down, d))
		order = ORDER_KEPT;
	else if (passed_unique(u, d, &at) ||
		 (full && surroundings_cross(&l, &at)))
		order = ORDER_PAST;
	else if (full)
		order = ORDER_KEPT;
	if (order == ORDER_PAST)
		pair->past = u->statement[at]->text;
	else if (enclosing_differs(&(struct enclosed){ gu, &u->body },
				   &(struct enclosed){ gd, &d->body },
				   &pair->instead_of, &pair->past))
		order = ORDER_UNDER;
out:
	surroundings_release(&l);
	return order;
}

enum order order_in_functions(const struct pairing *p, struct pair *pair)
{
	enum order order = ORDER_UNKNOWN;
	struct unchanged u, d;

	if (!unchanged_open(&u, p->up, pair->up))
		return ORDER_UNKNOWN;
	if (unchanged_open(&d, p->down, pair->down)) {
		/* a parameter's order is not a statement's */
		if (u.body.listed == d.body.listed)
			order = judge(p, pair, &u, &d);
		unchanged_release(&d);
	}
	unchanged_release(&u);
	return order;
}

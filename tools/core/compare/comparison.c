// SPDX-License-Identifier: GPL-2.0-only
/* All variants of a fix beside upstream's patch, and what is worst in each. */
#include "core/compare/comparison.h"

#include <stdlib.h>

#include "core/compare/pairing.h"

void comparison_release(struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		struct column *col = &c->column[i];

		for (size_t j = 0; j < col->nr_faults; j++)
			free(col->fault[j]);
		free(col->fault);
		free(col->reason);
		free(col->worst);
		pairing_release(&col->pairing);
		changes_release(&col->changes);
	}
	free(c->column);
	changes_release(&c->changes);
	free(c->unrelated);
	*c = (struct comparison){ 0 };
}

/* True when a variant changes something in the function of upstream's u. */
static bool is_touched(const struct comparison *c, const struct change *u)
{
	for (size_t i = 0; i < c->nr; i++)
		for (size_t j = 0; j < c->column[i].changes.nr; j++) {
			const struct change *d =
				&c->column[i].changes.change[j];

			if (!strcmp(file_diff_name(d->diff),
				    file_diff_name(u->diff)) &&
			    d->scope.known && u->scope.known &&
			    u->scope.name.len && !change_scopes_differ(d, u))
				return true;
		}
	return false;
}

/*
 * Two releases differ by more than the fix: a change in a function that no
 * variant touches is not the fix's.
 */
static void find_unrelated(struct comparison *c)
{
	if (!c->two_trees)
		return;
	c->unrelated = grow_array(NULL, c->changes.nr, sizeof(*c->unrelated));
	for (size_t i = 0; i < c->changes.nr; i++)
		c->unrelated[i] = !is_touched(c, &c->changes.change[i]);
	for (size_t i = 0; i < c->nr; i++) {
		const struct pairing *p = &c->column[i].pairing;

		for (size_t j = 0; j < p->nr; j++)
			for (size_t u = 0; p->pair[j].down.nr &&
			     u < p->pair[j].up.nr; u++)
				c->unrelated[p->pair[j].up.from + u] = false;
	}
}

static void find_reasons(struct column *col, const struct notes *upstream)
{
	const struct pairing *p = &col->pairing;
	struct reasons reasons;

	reasons_find(&reasons, col->notes, upstream);
	col->reason = grow_array(NULL, p->nr + 1, sizeof(*col->reason));
	for (size_t i = 0; i < p->nr; i++)
		col->reason[i] = reason_of(&reasons, p, &p->pair[i]);
}

static void find_worst(const struct comparison *c, struct column *col)
{
	col->worst = grow_array(NULL, c->changes.nr_hunks + 1,
				sizeof(*col->worst));
	for (size_t i = 0; i < c->changes.nr_hunks; i++)
		col->worst[i] = PAIR_IDENTICAL;
	for (size_t i = 0; i < col->pairing.nr; i++) {
		const struct pair *pair = &col->pairing.pair[i];

		if (comparison_leaves_out(c, pair))
			continue;
		for (size_t u = 0; u < pair->up.nr; u++) {
			size_t hunk =
				c->changes.change[pair->up.from + u].hunk_nr;

			if (pair->kind > col->worst[hunk])
				col->worst[hunk] = pair->kind;
		}
	}
}

void comparison_make(struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		struct column *col = &c->column[i];

		pairing_make(&col->pairing, &c->changes, &col->changes);
		find_reasons(col, c->notes);
	}
	find_unrelated(c);
	for (size_t i = 0; i < c->nr; i++)
		find_worst(c, &c->column[i]);
}

bool comparison_leaves_out(const struct comparison *c, const struct pair *pair)
{
	return c->unrelated && pair->kind == PAIR_MISSING &&
	       c->unrelated[pair->up.from];
}

size_t comparison_count_left_out(const struct comparison *c)
{
	size_t n = 0;

	for (size_t i = 0; c->unrelated && i < c->changes.nr; i++)
		n += c->unrelated[i];
	return n;
}

void column_add_fault(struct column *col, char *sentence)
{
	col->fault = grow_array(col->fault, col->nr_faults + 1,
				sizeof(*col->fault));
	col->fault[col->nr_faults++] = sentence;
}

bool column_lacks_reason_for(const struct comparison *c,
			     const struct column *col, size_t nr)
{
	return col->reason[nr] > REASON_GIVEN &&
	       !comparison_leaves_out(c, &col->pairing.pair[nr]);
}

bool column_lacks_reason(const struct comparison *c, const struct column *col)
{
	for (size_t i = 0; i < col->pairing.nr; i++)
		if (column_lacks_reason_for(c, col, i))
			return true;
	return false;
}

enum pair_kind column_worst(const struct comparison *c,
			    const struct column *col)
{
	enum pair_kind worst = PAIR_IDENTICAL;

	for (size_t i = 0; i < col->pairing.nr; i++) {
		const struct pair *pair = &col->pairing.pair[i];

		if (pair->kind > worst && !comparison_leaves_out(c, pair))
			worst = pair->kind;
	}
	return worst;
}

const char *column_unseen(const struct comparison *c, const struct column *col)
{
	for (size_t i = 0; i < col->pairing.nr; i++) {
		if (col->pairing.pair[i].order != ORDER_CONTEXT)
			continue;
		if (c->unknown)
			return c->unknown;
		return col->unknown ? col->unknown :
		       "a change, or its function, was not found in its file";
	}
	return NULL;
}

const struct change *column_change(const struct column *col,
				   const struct pair *pair)
{
	return pair->up.nr ? changes_first(col->pairing.up, pair->up) :
			     changes_first(col->pairing.down, pair->down);
}

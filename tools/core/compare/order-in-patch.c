// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order of a change and the statements around it, from the lines that the
 * patches show.
 */
#include "core/compare/order-in-patch.h"

#include <stdlib.h>

#include "core/compare/enclosing.h"
#include "core/compare/surroundings.h"
#include "core/text/hash.h"

/* Context lines on either side that count as neighbours, as diff shows them. */
#define NEIGHBOURS	3
/* So many hunks of the function above and below are looked at. */
#define HUNKS_MOST	32

/*
 * True for a line whose side of a change says something: no brace, comment, or
 * jump that stands everywhere.
 */
static bool is_statement(struct span line)
{
	static const char *const dull[] = {
		"/*", "*", "//", "else", "}", "{", "break;", "continue;",
		"return", "goto ", "#", "do {", "default:", NULL
	};

	line = span_trim(line);
	if (line.len < 4)
		return false;
	for (size_t i = 0; dull[i]; i++)
		if (span_starts(line, dull[i]))
			return false;
	return true;
}

/* The unchanged statements of a range's function that its patch shows. */
struct seen {
	struct span *line;
	size_t nr, nr_before;	/* the first nr_before stand above the range */
};

static void see_hunk(struct seen *seen, const struct change *g,
		     const struct hunk *h, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct scope scope;

		if (h->line[i].kind != ' ' || !is_statement(h->line[i].text))
			continue;
		scope = hunk_scope(g->diff, h, i);
		if (scope_differs(&scope, &g->scope))
			continue;
		if (h != g->hunk && !(scope.known && g->scope.known))
			continue;
		seen->line = grow_array(seen->line, seen->nr + 1,
					sizeof(*seen->line));
		seen->line[seen->nr++] = span_trim(h->line[i].text);
	}
}

/* True when a hunk at its end, or beginning, stands in another function. */
static bool in_other(const struct change *c, const struct hunk *h, size_t at)
{
	struct scope scope = hunk_scope(c->diff, h, at);

	return scope_differs(&scope, &c->scope);
}

static void see(struct seen *seen, const struct changes *all,
		struct range range)
{
	const struct change *a = changes_first(all, range);
	const struct change *z = changes_last(all, range);
	const struct hunk *first = a->hunk, *end = a->diff->hunk + a->diff->nr;

	*seen = (struct seen){ 0 };
	while (first > a->diff->hunk && a->hunk - first < HUNKS_MOST &&
	       !in_other(a, first - 1, first[-1].nr))
		first--;
	for (const struct hunk *h = first; h < a->hunk; h++)
		see_hunk(seen, a, h, 0, h->nr);
	see_hunk(seen, a, a->hunk, 0, a->from);
	seen->nr_before = seen->nr;
	see_hunk(seen, z, z->hunk, z->to, z->hunk->nr);
	for (const struct hunk *h = z->hunk + 1;
	     h < end && h - z->hunk <= HUNKS_MOST && !in_other(z, h, 0); h++)
		see_hunk(seen, z, h, 0, h->nr);
}

/*
 * Where the one line equal to it stands; nr when there is none or more than
 * one.
 */
static size_t only_at(const struct seen *seen, struct span line)
{
	size_t found = seen->nr;

	for (size_t i = 0; i < seen->nr; i++) {
		if (!span_equals(seen->line[i], line))
			continue;
		if (found != seen->nr)
			return seen->nr;
		found = i;
	}
	return found;
}

/*
 * Finds a statement that stands above the change on one side and below it on
 * the other.
 */
static bool passed_statement(const struct pairing *p, struct pair *pair)
{
	struct seen su, sd;
	bool found = false;

	see(&su, p->up, pair->up);
	see(&sd, p->down, pair->down);
	for (size_t i = 0; i < su.nr && !found; i++) {
		size_t j = only_at(&sd, su.line[i]);

		if (j == sd.nr || only_at(&su, su.line[i]) != i)
			continue;
		found = (i < su.nr_before) != (j < sd.nr_before);
		if (found)
			pair->past = su.line[i];
	}
	free(su.line);
	free(sd.line);
	return found;
}

/*
 * The lines of one hunk and function that the patch leaves alone, braces too,
 * and where a change stands among them.
 */
struct around {
	struct surroundings s;
	uint32_t *key;
	struct span *line;	/* trimmed */
};

/* True for a "}" in the first column. */
static bool ends_function(const struct hunk *h, size_t at)
{
	return span_starts(h->line[at].text, "}");
}

/*
 * True for a line in the first column that is no label: a function's head, in
 * C.
 */
static bool is_head(const struct change *c, size_t at)
{
	struct span line = c->hunk->line[at].text, text = span_trim(line);

	return file_diff_is_c(c->diff) && text.at == line.at &&
	       text.at[0] != '{' && text.at[0] != '#' &&
	       text.at[text.len - 1] != ':';
}

static void around_find(struct around *a, const struct changes *all,
			struct range range)
{
	const struct change *first = changes_first(all, range);
	const struct hunk *h = first->hunk;

	*a = (struct around){ 0 };
	a->key = grow_array(NULL, h->nr, sizeof(*a->key));
	a->line = grow_array(NULL, h->nr, sizeof(*a->line));
	for (size_t i = 0; i < h->nr; i++) {
		struct span line = span_trim(h->line[i].text);

		if (h->line[i].kind == ' ' && line.len && ends_function(h, i)) {
			if (i >= first->from)
				break;
			a->s.nr = a->s.above = 0;
			continue;
		}
		if (h->line[i].kind != ' ' || !line.len || is_head(first, i))
			continue;
		a->s.above += i < first->from;
		a->line[a->s.nr] = line;
		a->key[a->s.nr++] = hash_line(line);
	}
	a->s.key = a->key;
}

static void around_release(struct around *a)
{
	free(a->key);
	free(a->line);
}

/* Finds any line, be it a brace, on the other side of the change. */
static bool passed_line(const struct around *u, const struct around *d,
			struct span *past)
{
	struct surroundings_pair l;
	size_t at;
	bool passed;

	if (!surroundings_align(&l, &u->s, &d->s))
		return false;
	passed = surroundings_cross(&l, &at);
	if (passed)
		*past = u->line[at];
	surroundings_release(&l);
	return passed;
}

/*
 * True for a line that tells one place from another: a statement or a comment.
 */
static bool tells_place(struct span line)
{
	return is_statement(line) || (line.len >= 4 &&
				      (span_starts(line, "* ") ||
				       span_starts(line, "/* ") ||
				       span_starts(line, "#if")));
}

/*
 * True when of the lines beside the change that tell its place none is on both
 * sides.
 */
static bool no_neighbour(const struct around *u, const struct around *d)
{
	size_t tell = 0;

	for (size_t i = 0; i < u->s.nr; i++) {
		if (i + NEIGHBOURS < u->s.above ||
		    i >= u->s.above + NEIGHBOURS || !tells_place(u->line[i]))
			continue;
		tell++;
		for (size_t j = 0; j < d->s.nr; j++)
			if (u->key[i] == d->key[j])
				return false;
	}
	return tell;
}

/*
 * True when only lines are added, so that no removed one tells the place, and
 * all within a function.
 */
static bool adds_only(const struct changes *all, struct range range)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		const struct change *c = &all->change[i];

		if (c->removed.len)
			return false;
		for (size_t k = c->from; k < c->to; k++)
			if (c->hunk->line[k].text.len && is_head(c, k))
				return false;
	}
	return true;
}

unsigned int order_in_patches(const struct pairing *p, struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);
	struct around au, ad;
	unsigned int bits = 0;

	if (!u->hunk || !d->hunk || !u->scope.ordered || !d->scope.ordered)
		return 0;
	if (passed_statement(p, pair))
		return ADAPTED_PAST;
	around_find(&au, p->up, pair->up);
	around_find(&ad, p->down, pair->down);
	if (passed_line(&au, &ad, &pair->past))
		bits = ADAPTED_PAST;
	else if (!u->scope.table && adds_only(p->up, pair->up) && ad.s.nr &&
		 no_neighbour(&au, &ad))
		bits = ADAPTED_AROUND;
	else if (enclosing_differs_in_patches(u, d, &pair->instead_of,
					      &pair->past))
		bits = ADAPTED_UNDER;
	around_release(&au);
	around_release(&ad);
	return bits;
}

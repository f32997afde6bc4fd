// SPDX-License-Identifier: GPL-2.0-only
/* The order of a change and the statements around it, from the lines that the patches show. */
#include "core/compare/order-in-function.h"

#include <stdlib.h>

/* True for a line whose side of a change says something: no brace, comment, or jump that stands everywhere. */
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

static void see(struct seen *seen, const struct changes *all, struct range range)
{
	const struct change *a = changes_first(all, range), *z = changes_last(all, range);
	const struct file_diff *s = a->diff;

	*seen = (struct seen){ 0 };
	for (const struct hunk *h = s->hunk; h < a->hunk; h++)
		see_hunk(seen, a, h, 0, h->nr);
	see_hunk(seen, a, a->hunk, 0, a->from);
	seen->nr_before = seen->nr;
	see_hunk(seen, z, z->hunk, z->to, z->hunk->nr);
	for (const struct hunk *h = z->hunk + 1; h < s->hunk + s->nr; h++)
		see_hunk(seen, z, h, 0, h->nr);
}

/* Where the one line equal to it stands; nr when there is none or more than one. */
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

/* Finds a statement that stands above the change on one side and below it on the other. */
bool order_passed_in_context(const struct pairing *p, struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);
	struct seen su, sd;
	bool found = false;

	if (!u->hunk || !d->hunk || !u->scope.ordered || !d->scope.ordered)
		return false;
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

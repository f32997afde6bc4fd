// SPDX-License-Identifier: GPL-2.0-only
/* A change that may be there in other words. */
#include "core/port/reworded.h"

/* Of 1000: two lines that do the same differ in an argument. */
#define LIKE_LEAST 800

static bool is_like(const struct port_line *a, const struct port_line *b)
{
	return port_line_likeness(a, b) >= LIKE_LEAST;
}

/* The first line of [from, end) that is so to line; end when there is none. */
static size_t find(const struct port_lines *l, size_t from, size_t end,
		   const struct port_line *line,
		   bool (*so)(const struct port_line *,
			      const struct port_line *))
{
	while (from < end && !so(line, &l->line[from]))
		from++;
	return from;
}

long reworded_at(const struct port_change *c, const struct port_lines *target,
		 const struct port_function *f)
{
	size_t at = f->from, first = 0;

	for (size_t i = 0; i < c->old.nr; i++)
		if (c->removed[i] && c->old.line[i].weight >= WEIGHT_TELLING &&
		    find(target, f->from, f->end, &c->old.line[i],
			 port_line_same) < f->end)
			return 0;
	for (size_t i = 0; i < c->added.nr; i++) {
		if (c->added.line[i].weight < WEIGHT_TELLING)
			continue;
		at = find(target, at, f->end, &c->added.line[i], is_like);
		if (at == f->end)
			return 0;
		at++;
		if (!first)
			first = at;
	}
	return (long)first;
}

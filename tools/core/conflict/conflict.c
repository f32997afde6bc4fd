// SPDX-License-Identifier: GPL-2.0-only
/* Where the hunks go that a port could not place. */
#include "core/conflict/conflict.h"

#include <stdlib.h>

#include "core/port/site.h"

/* Of 1000: how much of a hunk must be there for a place that is worth it. */
#define SCORE_LEAST 250

/* The file that conflicts are found in. */
struct place {
	struct port_lines lines;
	struct port_functions functions;
};

/* One of the three sides, as a list of lines that is trimmed at both ends. */
struct side {
	struct span *line;
	size_t from, end;
};

static void add_line(struct side *s, struct span line)
{
	s->line = grow_array(s->line, s->end + 1, sizeof(*s->line));
	s->line[s->end++] = line;
}

static void add_text(const struct side *s, struct buf *out)
{
	for (size_t i = s->from; i < s->end; i++) {
		buf_add(out, s->line[i].at, s->line[i].len);
		buf_addc(out, '\n');
	}
}

/* True when all three have a line left, and at that end it is the same. */
static bool agree(const struct side *side, bool last)
{
	struct span line[3];

	for (int i = 0; i < 3; i++) {
		if (side[i].from == side[i].end)
			return false;
		line[i] = side[i].line[last ? side[i].end - 1 : side[i].from];
	}
	return span_equals(line[0], line[1]) && span_equals(line[1], line[2]);
}

/* Fills the three sides of c, whose lines of the file are known. */
static void fill(struct conflict *c, const struct place *p,
		 const struct hunk *h)
{
	struct side side[3] = { { 0 } };

	for (size_t i = c->from; i < c->end; i++)
		add_line(&side[0], p->lines.line[i].text);
	for (size_t i = 0; i < h->nr; i++) {
		if (h->line[i].kind != '+')
			add_line(&side[1], h->line[i].text);
		if (h->line[i].kind != '-')
			add_line(&side[2], h->line[i].text);
	}
	for (; agree(side, false); c->from++, c->skipped++)
		for (int i = 0; i < 3; i++)
			side[i].from++;
	for (; agree(side, true); c->end--)
		for (int i = 0; i < 3; i++)
			side[i].end--;
	add_text(&side[0], &c->found);
	add_text(&side[1], &c->base);
	add_text(&side[2], &c->wanted);
	for (int i = 0; i < 3; i++)
		free(side[i].line);
}

/* Lines [c->from, c->end) of the file are those that the hunk is about. */
static void find_lines(struct conflict *c, const struct place *p,
		       const struct hunk *h)
{
	static const struct port_lines none = { 0 };
	const struct port_function *f =
		port_function_find(&p->functions, port_function_of(h));
	struct port_change change;
	struct align_scope scope;
	struct alignment a;

	port_change_read(&change, h, &none, 0);
	scope = port_site_lines(&p->lines, f, change.old.nr);
	align_lines(&change.old, &scope, &a);
	/* In front of the function's closing brace, or at the file's end. */
	c->from = c->end = f && f->end ? f->end - 1 : p->lines.nr;
	if (a.score >= SCORE_LEAST) {
		c->from = a.from;
		c->end = a.end;
	}
	alignment_release(&a);
	port_change_release(&change);
}

static int by_place(const void *a, const void *b)
{
	const struct conflict *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->hunk < y->hunk ? -1 : 1;
}

void conflicts_find(struct conflicts *c, const struct file_diff *s,
		    const struct port_result *r, struct span file)
{
	struct place p = { 0 };
	size_t behind = 0;

	*c = (struct conflicts){ 0 };
	port_lines_split(&p.lines, file);
	port_functions_find(&p.functions, &p.lines);
	for (size_t i = 0; i < r->nr && i < s->nr; i++) {
		struct conflict *new;

		if (r->hunk[i].rung != PORT_CONFLICT)
			continue;
		c->conflict = grow_array(c->conflict, c->nr + 1,
					 sizeof(*c->conflict));
		new = &c->conflict[c->nr++];
		*new = (struct conflict){ .hunk = i, .why = r->hunk[i].why,
					  .end = p.lines.nr };
		if (!s->create && !s->remove)
			find_lines(new, &p, &s->hunk[i]);
	}
	if (c->nr)
		qsort(c->conflict, c->nr, sizeof(*c->conflict), by_place);
	for (size_t i = 0; i < c->nr; i++) {
		struct conflict *at = &c->conflict[i];

		/* What two hunks are about is shown once. */
		if (at->from < behind)
			at->from = behind;
		if (at->end < at->from)
			at->end = at->from;
		behind = at->end;
		fill(at, &p, &s->hunk[at->hunk]);
	}
	port_functions_release(&p.functions);
	port_lines_release(&p.lines);
}

void conflicts_release(struct conflicts *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		buf_release(&c->conflict[i].found);
		buf_release(&c->conflict[i].base);
		buf_release(&c->conflict[i].wanted);
	}
	free(c->conflict);
	*c = (struct conflicts){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* Functions and other items placed by what stands on one side of them. */
#include "core/port/side.h"

#include "core/source/function-name.h"
#include "core/text/ascii.h"

/* Of 1000: how much of a side must be there, and by how much it must lead. */
#define SCORE_LEAST 700
#define LEAD_LEAST 100

/* A head of this weight names what begins there. */
#define WEIGHT_NAMED 5

static bool is_empty(const struct port_line *line)
{
	return !span_trim(line->text).len;
}

/* True when the line begins at the left and is no end of a block. */
static bool begins_item(const struct port_line *line)
{
	char c = line->text.len ? line->text.at[0] : ' ';

	return is_name_start(c) || c == '#' || c == '/';
}

/* True when an item may end with the line. */
static bool ends_item(const struct port_line *line)
{
	struct span text = line->text, all = span_trim(text);

	if (!text.len || is_blank(text.at[0]))
		return false;
	return text.at[0] == '}' || text.at[0] == '#' ||
	       all.at[all.len - 1] == ';';
}

/* The first or last of lines [from, end) that is not empty; else NULL. */
static const struct port_line *first_of(const struct port_lines *l,
					size_t from, size_t end)
{
	while (from < end && is_empty(&l->line[from]))
		from++;
	return from < end ? &l->line[from] : NULL;
}

static const struct port_line *last_of(const struct port_lines *l, size_t from,
				       size_t end)
{
	while (end > from && is_empty(&l->line[end - 1]))
		end--;
	return end > from ? &l->line[end - 1] : NULL;
}

/* True when an item that is added may end with the line. */
static bool ends_added(const struct port_line *line)
{
	return line->text.at[0] == '}' || span_ends(span_trim(line->text), ";");
}

/* c adds whole items, as functions, between others, and does nothing else. */
static bool adds_items(const struct port_change *c)
{
	const struct port_line *first = first_of(&c->added, 0, c->added.nr);
	const struct port_line *last = last_of(&c->added, 0, c->added.nr);
	const struct port_line *front = last_of(&c->old, 0, c->first);
	const struct port_line *back = first_of(&c->old, c->first, c->old.nr);

	return c->first == c->last && first && begins_item(first) &&
	       ends_added(last) && front && ends_item(front) && back &&
	       begins_item(back);
}

/* Old lines [from, end) of c, the change being at one end of them. */
struct side {
	struct port_lines lines;	/* borrowed */
	size_t from, end;
	bool front;
};

/* The telling line that is next to the change; the side's nr for none. */
static size_t telling_line(const struct side *s)
{
	for (size_t i = 0; i < s->lines.nr; i++) {
		size_t at = s->front ? s->lines.nr - 1 - i : i;

		if (s->lines.line[at].weight >= WEIGHT_TELLING)
			return at;
	}
	return s->lines.nr;
}

/* All lines from the telling one to the change stand there without a gap. */
static bool reaches(const struct side *s, const struct alignment *a,
		    size_t telling)
{
	size_t from = s->front ? telling : 0;
	size_t end = s->front ? s->lines.nr : telling + 1;

	for (size_t i = from; i < end; i++)
		if (!a->same[i] || (i > from && a->to[i] != a->to[i - 1] + 1))
			return false;
	return true;
}

/* The item right behind the change begins with a line that is there once. */
static bool is_named_once(const struct side *s, const struct alignment *a,
			  const struct align_scope *in)
{
	const struct port_line *head = first_of(&s->lines, 0, s->lines.nr);
	size_t nr = 0;

	if (s->front || !head || !a->same[head - s->lines.line] ||
	    head->weight < WEIGHT_NAMED || !func_is_line(head->text))
		return false;
	for (size_t k = in->from; k < in->end; k++)
		nr += port_line_same(head, &in->file->line[k]);
	return nr == 1;
}

static bool has_place(const struct side *s, const struct alignment *a,
		      const struct align_scope *in)
{
	struct align_bar bar = { telling_line(s), in->from, in->end };

	if (is_named_once(s, a, in))
		return true;
	return bar.line < s->lines.nr && a->score >= SCORE_LEAST &&
	       reaches(s, a, bar.line) &&
	       a->score - align_elsewhere(&s->lines, in, &bar, a) >= LEAD_LEAST;
}

/* Tries one side; takes its alignment. */
static bool try_side(struct alignment *all, const struct side *s,
		     const struct align_scope *in)
{
	struct alignment a;
	bool found;

	align_lines(&s->lines, in, &a);
	found = has_place(s, &a, in);
	for (size_t i = 0; found && i < all->nr; i++) {
		bool inside = i >= s->from && i < s->end;

		all->to[i] = inside ? a.to[i - s->from] : ALIGN_NONE;
		all->same[i] = inside && a.same[i - s->from];
	}
	if (found) {
		all->from = a.from;
		all->end = a.end;
		all->score = a.score;
	}
	alignment_release(&a);
	return found;
}

bool site_rest_on_side(struct alignment *a, const struct port_change *c,
		       const struct align_scope *in)
{
	struct side front = { .end = c->first, .front = true };
	struct side back = { .from = c->first, .end = c->old.nr };

	if (!adds_items(c))
		return false;
	front.lines = (struct port_lines){ c->old.line, c->first, 0 };
	back.lines = (struct port_lines){ c->old.line + c->first,
					  c->old.nr - c->first, 0 };
	return try_side(a, &front, in) || try_side(a, &back, in);
}

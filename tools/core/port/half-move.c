// SPDX-License-Identifier: GPL-2.0-only
/* Lines that a patch moves from one file to another. */
#include "core/port/half-move.h"

#include <stdlib.h>

#include "core/merge/lines.h"
#include "core/port/names.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

/* A line of less weight, as a lone name, stands in many files. */
#define WEIGHT_LEAST 3

/* More words of a line are not looked at. */
#define WORDS_MOST 32

/* A line without the ; behind it. */
static struct span without_end(struct span line)
{
	struct span text = span_trim(line);

	if (span_ends(text, ";"))
		text.len--;
	return text;
}

/* Adds the lines that d adds ('+') or removes ('-'). */
static void add_lines(struct port_lines *l, const struct file_diff *d,
		      char kind)
{
	for (size_t i = 0; i < d->nr; i++)
		for (size_t k = 0; k < d->hunk[i].nr; k++)
			if (d->hunk[i].line[k].kind == kind)
				port_lines_add(l, without_end(
					d->hunk[i].line[k].text));
}

static bool has_line(const struct port_lines *l, const struct port_line *line)
{
	for (size_t i = 0; i < l->nr; i++)
		if (line->weight >= WEIGHT_LEAST &&
		    !span_starts(line->text, "#include") &&
		    port_line_same(line, &l->line[i]))
			return true;
	return false;
}

static bool shares_line(const struct file_diff *a, char kind_a,
			const struct file_diff *b, char kind_b)
{
	struct port_lines from = { 0 }, to = { 0 };
	bool shares = false;

	add_lines(&from, a, kind_a);
	add_lines(&to, b, kind_b);
	for (size_t i = 0; i < from.nr && !shares; i++)
		shares = has_line(&to, &from.line[i]);
	port_lines_release(&from);
	port_lines_release(&to);
	return shares;
}

static bool is_half(const struct file_diff *d, const struct file_diff *other)
{
	return other != d && (shares_line(d, '-', other, '+') ||
			      shares_line(d, '+', other, '-'));
}

const struct file_diff *port_half_move(const struct patch *p,
				       const struct file_diff *d)
{
	for (size_t i = 0; i < p->nr; i++)
		if (is_half(d, &p->diff[i]))
			return &p->diff[i];
	return NULL;
}

/* Lines [from, end) of a hunk, all added and none of them empty. */
struct paragraph {
	const struct hunk *hunk;
	size_t from, end;
};

static bool is_added_text(const struct hunk *h, size_t i)
{
	return i < h->nr && h->line[i].kind == '+' &&
	       span_trim(h->line[i].text).len;
}

static bool is_added_blank(const struct hunk *h, size_t i)
{
	return i < h->nr && h->line[i].kind == '+' && !is_added_text(h, i);
}

/* Every line of g that is no comment has the name. */
static bool is_about(const struct paragraph *g, struct span name)
{
	for (size_t i = g->from; i < g->end; i++) {
		struct span text = g->hunk->line[i].text;

		if (!port_line_is_comment(text) && !names_stands_in(name, text))
			return false;
	}
	return true;
}

/* A file diff other than m->from has the name in a line outside g. */
static bool stands_elsewhere(const struct half_move *m,
			     const struct paragraph *g, struct span name)
{
	const struct patch *p = m->patch;

	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->diff[i].nr; k++) {
			const struct hunk *h = &p->diff[i].hunk[k];

			for (size_t n = 0; n < h->nr; n++)
				if (&p->diff[i] != m->from &&
				    (h != g->hunk || n < g->from ||
				     n >= g->end) &&
				    names_stands_in(name, h->line[n].text))
					return true;
		}
	return (m->target.at && names_stands_in(name, m->target)) ||
	       (m->beyond && m->beyond->known(m->beyond->tree, name));
}

/* The name that g, which has a line of the move, is about; empty: none. */
static struct span subject_of(const struct half_move *m,
			      const struct paragraph *g, struct span line)
{
	struct span word[WORDS_MOST];
	size_t nr = words_list(line, word, WORDS_MOST);

	for (size_t i = 0; i < nr; i++)
		if (is_name_start(word[i].at[0]) && is_about(g, word[i]) &&
		    !stands_elsewhere(m, g, word[i]))
			return word[i];
	return (struct span){ "", 0 };
}

/*
 * Whether the paragraph goes: one of its lines comes from m->from. *fine turns
 * false when it cannot go as a whole.
 */
static bool goes(const struct half_move *m, const struct paragraph *g,
		 struct span *name, bool *fine)
{
	struct port_lines given = { 0 }, mine = { 0 };
	bool found = false;

	add_lines(&given, m->from, '-');
	for (size_t i = g->from; i < g->end; i++)
		port_lines_add(&mine, without_end(g->hunk->line[i].text));
	for (size_t i = 0; i < mine.nr && !found; i++) {
		struct span subject;

		found = has_line(&given, &mine.line[i]);
		if (!found)
			continue;
		subject = subject_of(m, g, mine.line[i].text);
		*fine &= subject.len > 0;
		if (!name->len)
			*name = subject;
	}
	port_lines_release(&given);
	port_lines_release(&mine);
	return found;
}

/* Copies h without the paragraphs that go to *to; false when that fails. */
static bool reduce(const struct half_move *m, const struct hunk *h,
		   struct hunk *to, struct hunk_line *line, struct span *name)
{
	bool fine = true, changes = false;

	*to = *h;
	to->line = line;
	to->nr = 0;
	for (size_t i = 0; i < h->nr; i++) {
		struct paragraph g = { h, i, i };

		while (is_added_text(h, g.end))
			g.end++;
		if (g.end == g.from || (i && is_added_text(h, i - 1)) ||
		    !goes(m, &g, name, &fine)) {
			changes |= h->line[i].kind != ' ';
			line[to->nr++] = h->line[i];
			continue;
		}
		/* The empty line behind it goes, too, as one in front stays. */
		g.end += is_added_blank(h, g.end);
		to->new_nr -= (long)(g.end - g.from);
		i = g.end - 1;
	}
	return fine && changes;
}

static bool is_only_move(const struct half_move *m)
{
	for (size_t i = 0; i < m->patch->nr; i++)
		if (&m->patch->diff[i] != m->to &&
		    is_half(m->from, &m->patch->diff[i]))
			return false;
	return !shares_line(m->from, '+', m->to, '-');
}

struct file_diff *port_half_move_leave_out(const struct half_move *m,
					   struct span *name)
{
	struct file_diff *d = grow_array(NULL, 1, sizeof(*d));
	size_t lines = 0, hunks = m->to->nr;
	struct hunk_line *line;
	bool fine = is_only_move(m);

	for (size_t i = 0; i < hunks; i++)
		lines += m->to->hunk[i].nr;
	*d = *m->to;
	*name = (struct span){ "", 0 };
	d->hunk = grow_array(NULL, hunks * sizeof(*d->hunk) +
			     lines * sizeof(*line) + 1, 1);
	line = (struct hunk_line *)(d->hunk + hunks);
	for (size_t i = 0; i < hunks && fine; i++) {
		fine = reduce(m, &m->to->hunk[i], &d->hunk[i], line, name);
		line += m->to->hunk[i].nr;
	}
	if (fine)
		return d;
	free(d->hunk);
	free(d);
	return NULL;
}

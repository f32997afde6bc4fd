// SPDX-License-Identifier: GPL-2.0-only
/* A hunk as what it wants to find and what it puts there. */
#include "core/merge/change.h"

#include <stdlib.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"

static bool stands_at(const struct hunk *h, const struct port_lines *source,
		      size_t at)
{
	for (size_t i = 0; i < h->nr; i++) {
		if (h->line[i].kind == '+')
			continue;
		if (at >= source->nr ||
		    !span_equals(source->line[at].text, h->line[i].text))
			return false;
		at++;
	}
	return true;
}

static size_t preimage_lines(const struct hunk *h)
{
	size_t nr = 0;

	for (size_t i = 0; i < h->nr; i++)
		nr += h->line[i].kind != '+';
	return nr;
}

void port_change_read(struct port_change *c, const struct hunk *h,
		      const struct port_lines *source, size_t extra)
{
	size_t at = h->old_start > 0 ? (size_t)h->old_start - 1 : 0;
	bool known = source->nr && h->old_nr && stands_at(h, source, at);
	size_t lead = known ? (at < extra ? at : extra) : 0;
	size_t nr = preimage_lines(h), adds = 0;

	*c = (struct port_change){ .lead = lead };
	for (size_t i = at - lead; known && i < at; i++)
		port_lines_add(&c->old, source->line[i].text);
	c->before = grow_array(NULL, h->nr + 1, sizeof(*c->before));
	c->removed = new_array(lead + nr + extra + 1, sizeof(*c->removed));
	c->first = (size_t)-1;
	for (size_t i = 0; i < h->nr; i++) {
		c->old_no_eol |= h->line[i].no_eol && h->line[i].kind != '+';
		c->new_no_eol |= h->line[i].no_eol && h->line[i].kind != '-';
		if (h->line[i].kind == '+') {
			port_lines_add(&c->added, h->line[i].text);
			c->before[adds++] = c->old.nr;
		} else {
			c->removed[c->old.nr] = h->line[i].kind == '-';
			port_lines_add(&c->old, h->line[i].text);
		}
		if (h->line[i].kind == ' ')
			continue;
		if (c->first == (size_t)-1)
			c->first = c->old.nr - (h->line[i].kind == '-');
		c->last = c->old.nr;
	}
	if (c->first == (size_t)-1)
		c->first = c->last = c->old.nr;
	for (size_t i = at + nr; known && i < at + nr + extra &&
	     i < source->nr; i++)
		port_lines_add(&c->old, source->line[i].text);
}

/* What stands behind the name that a statement calls, "(x);"; else empty. */
static struct span arguments_of(struct span line)
{
	struct span text = span_trim(line);
	size_t at = 0;

	while (at < text.len && is_word(text.at[at]))
		at++;
	return at && at < text.len && text.at[at] == '(' &&
	       span_ends(text, ");") ? span_skip(text, at) :
	       (struct span){ "", 0 };
}

/* Line is a call and no more, and c makes it by another name. */
static bool is_called_otherwise(const struct port_change *c,
				const struct port_line *line)
{
	struct span arguments = arguments_of(line->text);

	for (size_t i = 0; arguments.len && i < c->added.nr; i++)
		if (span_equals(arguments,
				arguments_of(c->added.line[i].text)) &&
		    !port_line_same(line, &c->added.line[i]))
			return true;
	return false;
}

static size_t count_same(const struct port_lines *l,
			 const struct port_line *line)
{
	size_t nr = 0;

	for (size_t i = 0; i < l->nr; i++)
		nr += port_line_same(&l->line[i], line);
	return nr;
}

bool port_change_has_more_copies(const struct port_change *c,
				 const struct port_lines *source,
				 const struct port_lines *target,
				 struct port_copies *copies)
{
	for (size_t i = c->first; i < c->last && source->nr; i++) {
		const struct port_line *line = &c->old.line[i];

		if (!c->removed[i] || !is_called_otherwise(c, line))
			continue;
		copies->source = count_same(source, line);
		copies->target = count_same(target, line);
		if (copies->source && copies->target > copies->source)
			return true;
	}
	return false;
}

void port_change_leave_out(struct port_change *c, size_t i)
{
	size_t behind = c->added.nr - i - 1;

	memmove(&c->added.line[i], &c->added.line[i + 1],
		behind * sizeof(*c->added.line));
	memmove(&c->before[i], &c->before[i + 1], behind * sizeof(*c->before));
	c->added.nr--;
}

void port_change_release(struct port_change *c)
{
	port_lines_release(&c->old);
	port_lines_release(&c->added);
	for (size_t i = 0; i < c->texts; i++)
		free(c->text[i]);
	free(c->text);
	free(c->removed);
	free(c->before);
	*c = (struct port_change){ 0 };
}

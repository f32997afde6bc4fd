// SPDX-License-Identifier: GPL-2.0-only
/* Whether a file has what a hunk adds to it. */
#include "core/merge/there.h"

#include "core/source/c-code.h"

/* How much deeper the file's lines of the segment are than the hunk's. */
static long deeper(const struct merge *m, const struct segment *s)
{
	size_t old = s->held_before ? s->old - 1 : s->old_end;
	size_t at = s->held_before ? s->ours - 1 : s->ours_end;

	if (!s->held_before && !s->held_behind)
		return 0;
	return (long)span_indent(m->t->line[at].text) -
	       (long)span_indent(m->c->old.line[old].text);
}

/* What stands behind the line may be run without what stands in front of it. */
static bool is_way_in_or_out(struct span line)
{
	struct span text = span_trim(line);

	return span_starts(text, "#if") || span_starts(text, "#el") ||
	       span_starts(text, "#endif") ||
	       ccode_is_jump(ccode_word(text, 0)) || span_ends(text, ":");
}

/*
 * True when line at of the file, behind lines of its own from line own on,
 * stands in the same block as they begin in.
 */
static bool is_behind_own(const struct merge *m, size_t own, size_t at)
{
	size_t indent = span_indent(m->t->line[at].text);

	for (; own < at; own++) {
		struct span line = m->t->line[own].text;
		size_t now = span_indent(line);

		if (!span_trim(line).len)
			continue;
		if (line.at[0] == '#' ? is_way_in_or_out(line) :
		    now < indent || (now == indent && is_way_in_or_out(line)))
			return false;
	}
	return true;
}

bool segment_adds_are_there(const struct merge *m, const struct segment *s)
{
	size_t at = s->ours;
	long more = deeper(m, s);

	for (size_t i = s->add; i < s->add_end; i++, at++) {
		const struct port_line *line = &m->c->added.line[i];
		size_t own = at;

		while (at < s->ours_end &&
		       !port_line_same(line, &m->t->line[at]))
			at++;
		if (at == s->ours_end)
			return false;
		if (at > own && span_trim(line->text).len &&
		    ((long)span_indent(m->t->line[at].text) !=
		     (long)span_indent(line->text) + more ||
		     !is_behind_own(m, own, at)))
			return false;
	}
	return s->add < s->add_end;
}

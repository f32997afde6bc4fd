// SPDX-License-Identifier: GPL-2.0-only
/*
 * Three-way merge of a hunk: base is what the hunk wants to find, theirs what
 * it makes of that, ours the aligned part of the file. Old lines that the hunk
 * keeps and the file has, in these words or alike, hold the three together;
 * what lies between two such lines is merged as one segment.
 */
#include "core/merge/merge.h"

#include <stdlib.h>

#include "core/merge/segment.h"
#include "core/merge/there.h"

static bool is_set_entry(struct span text)
{
	text = span_trim(text);
	return span_starts(text, "#include") || span_starts(text, "obj-") ||
	       span_starts(text, "source ") || span_starts(text, "select ") ||
	       span_starts(text, "EXPORT_SYMBOL");
}

static void add_line(struct buf *out, struct span text)
{
	buf_add(out, text.at, text.len);
	buf_addc(out, '\n');
}

static bool segment_changes(const struct merge *m, const struct segment *s)
{
	for (size_t i = s->old; i < s->old_end; i++)
		if (m->c->removed[i])
			return true;
	return s->add < s->add_end;
}

/* Nothing of the file differs here, but perhaps in blanks. */
static bool ours_is_old(const struct merge *m, const struct segment *s)
{
	if (s->ours_end - s->ours != s->old_end - s->old)
		return false;
	for (size_t i = s->old; i < s->old_end; i++)
		if (!m->a->same[i] || m->a->to[i] != s->ours + (i - s->old))
			return false;
	return true;
}

/* Adds the lines that the hunk puts in front of old line i to out; how many. */
static size_t put_added(const struct merge *m, const struct segment *s,
			size_t i, struct buf *out)
{
	size_t nr = 0;

	for (size_t k = s->add; k < s->add_end; k++)
		if (m->c->before[k] == i) {
			add_line(out, m->c->added.line[k].text);
			nr++;
		}
	return nr;
}

static bool adds_entries(const struct merge *m, const struct segment *s)
{
	for (size_t k = s->add; k < s->add_end; k++)
		if (m->c->added.line[k].weight > 1 &&
		    !is_set_entry(m->c->added.line[k].text))
			return false;
	return true;
}

/* Of the lines that the hunk removes, more stand in the file than are gone. */
static bool most_removed_stand(const struct merge *m, const struct segment *s)
{
	int stand = 0;

	for (size_t i = s->old; i < s->old_end; i++)
		if (m->c->removed[i])
			stand += m->a->to[i] != ALIGN_NONE ?
				 m->c->old.line[i].weight :
				 -m->c->old.line[i].weight;
	return stand > 0;
}

/* A stretch of a segment up to the next old line that the file has. */
struct stretch {
	size_t old, old_end;	/* old lines that the file lacks */
	/* lines of the file that the patch does not know */
	size_t ours, ours_end;
	bool held_before, held_behind;
	/* the line before it goes: what is added takes its place */
	bool removed_before;
};

/*
 * Writes a stretch where the file has nothing: what the hunk adds, in its
 * order. Lines that the hunk removes may be gone already when it removes lines
 * beside them too.
 */
static bool lay_gone(const struct merge *m, const struct segment *s,
		     const struct stretch *x, struct buf *out)
{
	for (size_t i = x->old; i < x->old_end; i++)
		if (m->c->removed[i] && !most_removed_stand(m, s))
			return false;
	for (size_t i = x->old; i <= x->old_end; i++)
		put_added(m, s, i, out);
	return true;
}

/*
 * The file has only ends of blocks of its own there, and empty lines; and what
 * is added to old line i is no deeper than these blocks.
 */
static bool is_end_of_blocks(const struct merge *m, const struct stretch *x,
			     size_t i)
{
	size_t k = 0;

	while (k < m->c->added.nr && m->c->before[k] != i)
		k++;
	for (size_t at = x->ours; at < x->ours_end; at++) {
		struct span line = m->t->line[at].text;

		if (span_trim(line).len && (!span_is(span_trim(line), "}") ||
		    span_indent(m->c->added.line[k].text) > span_indent(line)))
			return false;
	}
	return true;
}

/*
 * Writes one stretch: the file's lines, and what the hunk adds in front of or
 * behind them. Between its lines, or beside removed lines that are not there:
 * false.
 */
static bool lay_stretch(const struct merge *m, const struct segment *s,
			const struct stretch *x, struct buf *out,
			enum merge_how *how)
{
	bool extra = x->ours < x->ours_end, only = x->old == x->old_end;
	struct buf front = { 0 }, back = { 0 };
	size_t fronts = 0, backs = 0, all = 0;

	if (!extra)
		return lay_gone(m, s, x, out);
	for (size_t i = x->old; i < x->old_end; i++)
		if (m->c->removed[i])
			return false;
	for (size_t k = s->add; k < s->add_end; k++)
		all += m->c->before[k] >= x->old &&
		       m->c->before[k] <= x->old_end;
	if (only && all && x->removed_before) {
		fronts = put_added(m, s, x->old, &front);
	} else if (only && all && is_end_of_blocks(m, x, x->old)) {
		/* A block ends behind what it was begun with. */
		backs = put_added(m, s, x->old, &back);
	} else if (only && all) {
		/*
		 * Both put lines into one gap: which come first only a set does
		 * not mind.
		 */
		if (!adds_entries(m, s))
			return false;
		if (*how == MERGE_LINES)
			*how = MERGE_SET;
		backs = put_added(m, s, x->old, &back);
	} else {
		if (x->held_before || only)
			fronts = put_added(m, s, x->old, &front);
		if (x->held_behind && !only)
			backs = put_added(m, s, x->old_end, &back);
	}
	if (fronts + backs == all) {
		buf_add(out, front.at, front.len);
		for (size_t i = x->ours; i < x->ours_end; i++)
			add_line(out, m->t->line[i].text);
		buf_add(out, back.at, back.len);
	}
	buf_release(&front);
	buf_release(&back);
	return fronts + backs == all;
}

/*
 * Every line that the hunk removes stands there, and of those that have other
 * words there it makes nothing.
 */
static bool removes_alike(const struct merge *m, const struct segment *s)
{
	for (size_t i = s->old; i < s->old_end; i++) {
		if (!m->c->removed[i] || m->a->same[i])
			continue;
		if (m->a->to[i] == ALIGN_NONE)
			return false;
		for (size_t k = s->add; k < s->add_end; k++)
			if (port_line_likeness(&m->c->old.line[i],
				&m->c->added.line[k]) >= ALIGN_LIKE)
				return false;
	}
	return true;
}

/*
 * What the hunk changes and what the file has otherwise lie side by side: no
 * line is changed by both. Removed lines must stand there in the same words,
 * unless how is MERGE_ALIKE.
 */
static enum merge_how merge_overlay(struct merge *m, const struct segment *s,
				    enum merge_how how)
{
	struct stretch x = { s->old, s->old, s->ours, s->ours,
			     s->held_before, true, false };
	bool alike = how == MERGE_ALIKE;
	struct buf text = { 0 };
	bool good = true;

	for (size_t i = s->old; good && i <= s->old_end; i++) {
		bool end = i == s->old_end;

		if (!end && m->a->to[i] == ALIGN_NONE)
			continue;
		x.old_end = i;
		x.ours_end = end ? s->ours_end : m->a->to[i];
		x.held_behind = !end || s->held_behind;
		good = (end || m->a->same[i] || alike) &&
		       lay_stretch(m, s, &x, &text, &how);
		if (!end)
			x = (struct stretch){
				i + 1, i + 1, m->a->to[i] + 1,
				m->a->to[i] + 1, true, true, true
			};
	}
	if (!good) {
		buf_release(&text);
		return MERGE_CONFLICT;
	}
	*port_edits_add(m->edits, s->ours, s->ours_end, how) = text;
	return how;
}

/*
 * A removed line has other blanks here: what takes its place should have them
 * too.
 */
static bool blanks_differ(const struct merge *m, const struct segment *s)
{
	for (size_t i = s->old; i < s->old_end; i++)
		if (m->c->removed[i] &&
		    !span_equals(m->c->old.line[i].text,
				 m->t->line[m->a->to[i]].text))
			return true;
	return false;
}

/*
 * The file has just what the hunk wants to find: the change goes in as it is.
 */
static enum merge_how put_as_it_is(struct merge *m, const struct segment *s)
{
	enum merge_how how = s->exact ? MERGE_EXACT : MERGE_LINES;
	struct buf *out;

	if (blanks_differ(m, s) && segment_merge_words(m, s) == MERGE_WORDS)
		return MERGE_WORDS;
	out = port_edits_add(m->edits, s->ours, s->ours_end, how);
	for (size_t i = s->old; i <= s->old_end; i++) {
		put_added(m, s, i, out);
		if (i < s->old_end && !m->c->removed[i])
			add_line(out, m->t->line[m->a->to[i]].text);
	}
	return how;
}

static enum merge_how merge_segment(struct merge *m, const struct segment *s)
{
	bool removes = false;
	enum merge_how how;

	if (!segment_changes(m, s))
		return MERGE_EXACT;
	if (ours_is_old(m, s))
		return put_as_it_is(m, s);
	for (size_t i = s->old; i < s->old_end; i++)
		removes |= m->c->removed[i];
	if (!removes && segment_adds_are_there(m, s))
		return MERGE_THERE;
	how = merge_overlay(m, s, MERGE_LINES);
	if (how == MERGE_CONFLICT)
		how = segment_merge_words(m, s);
	return how == MERGE_CONFLICT && removes_alike(m, s) ?
	       merge_overlay(m, s, MERGE_ALIKE) : how;
}

/* Old line i is to be removed, and the file does not have it. */
static bool is_gone(const struct merge *m, size_t i)
{
	return i < m->c->old.nr && m->c->removed[i] &&
	       m->a->to[i] == ALIGN_NONE;
}

/*
 * A kept line that is only alike in the file may have taken a removed line
 * beside it in.
 */
static bool holds(const struct merge *m, size_t i)
{
	return !m->c->removed[i] && m->a->to[i] != ALIGN_NONE &&
	       (m->a->same[i] ||
		(!is_gone(m, i + 1) && !(i && is_gone(m, i - 1))));
}

enum merge_how port_merge(const struct port_change *c,
			  const struct port_lines *t,
			  const struct alignment *a, struct port_edits *edits,
			  bool *partly)
{
	struct merge m = { c, t, a, edits };
	struct segment s = { .ours = a->from };
	enum merge_how worst = MERGE_EXACT, how;
	size_t before = edits->nr;
	bool there = false;

	for (size_t i = 0; i <= c->old.nr; i++) {
		bool end = i == c->old.nr;

		if (!end && !holds(&m, i))
			continue;
		s.old_end = i;
		s.ours_end = end ? a->end : a->to[i];
		if (s.ours_end < s.ours)
			s.ours_end = s.ours;
		while (s.add_end < c->added.nr && c->before[s.add_end] <= i)
			s.add_end++;
		s.held_behind = !end;
		s.exact = (s.held_before ? a->same[s.old - 1] : !s.old) &&
			  (end || a->same[i]);
		how = merge_segment(&m, &s);
		there |= how == MERGE_THERE;
		if (how > worst && how != MERGE_THERE)
			worst = how;
		if (end)
			break;
		s = (struct segment){
			.old = i + 1, .old_end = i + 1, .add = s.add_end,
			.add_end = s.add_end, .ours = a->to[i] + 1,
			.ours_end = a->to[i] + 1, .held_before = true,
		};
	}
	*partly = there && edits->nr > before;
	return there && !*partly && worst != MERGE_CONFLICT ? MERGE_THERE :
	       worst;
}

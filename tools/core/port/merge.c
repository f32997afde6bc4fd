// SPDX-License-Identifier: GPL-2.0-only
/*
 * Three-way merge of a hunk: base is what the hunk wants to find, theirs what
 * it makes of that, ours the aligned part of the file. Old lines that the hunk
 * keeps and the file has, in these words or alike, hold the three together;
 * what lies between two such lines is merged as one segment.
 */
#include "core/port/merge.h"

#include <stdlib.h>

#include "core/port/merge-words.h"

/* What lies between two lines that hold: half-open ranges. */
struct segment {
	size_t old, old_end;	/* of c->old */
	size_t add, add_end;	/* of c->added */
	size_t ours, ours_end;	/* of the file */
	bool held_before, held_behind;	/* by a line of the file right there */
	bool exact;	/* both in the same words */
};

struct merge {
	const struct port_change *c;
	const struct port_lines *t;
	const struct alignment *a;
	struct port_edits *edits;
};

static bool is_set_entry(struct span text)
{
	text = span_trim(text);
	return span_starts(text, "#include") || span_starts(text, "obj-") ||
	       span_starts(text, "source ") || span_starts(text, "select ") ||
	       span_starts(text, "EXPORT_SYMBOL");
}

static struct buf *new_edit(struct merge *m, size_t from, size_t end,
			    enum merge_how how)
{
	struct port_edits *e = m->edits;

	e->edit = grow_array(e->edit, e->nr + 1, sizeof(*e->edit));
	e->edit[e->nr] = (struct port_edit){ .from = from, .end = end,
					     .how = how };
	return &e->edit[e->nr++].text;
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

/*
 * What the hunk makes of the segment, line by line, to put where the file's
 * lines of it were.
 */
static void list_theirs(const struct merge *m, const struct segment *s,
			struct port_lines *theirs, size_t *to_theirs)
{
	size_t add = s->add;

	for (size_t i = s->old; i <= s->old_end; i++) {
		while (add < s->add_end && m->c->before[add] == i)
			port_lines_add(theirs, m->c->added.line[add++].text);
		if (i == s->old_end)
			break;
		to_theirs[i - s->old] = m->c->removed[i] ? ALIGN_NONE :
					theirs->nr;
		if (!m->c->removed[i])
			port_lines_add(theirs, m->c->old.line[i].text);
	}
}

/* Pairs removed lines with the added ones that they turn into, run by run. */
static void pair_changed(const struct merge *m, const struct segment *s,
			 size_t *to_theirs)
{
	size_t add = s->add, theirs = 0;

	for (size_t i = s->old; i < s->old_end;) {
		struct port_lines gone = { 0 }, made = { 0 };
		struct alignment pairs;
		size_t from = i, made_at;

		if (!m->c->removed[i]) {
			while (add < s->add_end && m->c->before[add] <= i) {
				add++;
				theirs++;
			}
			i++;
			theirs++;
			continue;
		}
		while (add < s->add_end && m->c->before[add] < i) {
			add++;
			theirs++;
		}
		made_at = theirs;
		while (i < s->old_end && m->c->removed[i])
			port_lines_add(&gone, m->c->old.line[i++].text);
		while (add < s->add_end && m->c->before[add] <= i) {
			port_lines_add(&made, m->c->added.line[add++].text);
			theirs++;
		}
		align_lines(&gone, &(struct align_scope){
			&made, 0, made.nr }, &pairs);
		for (size_t k = 0; k < gone.nr; k++)
			if (pairs.to[k] != ALIGN_NONE)
				to_theirs[from - s->old + k] =
					made_at + pairs.to[k];
		alignment_release(&pairs);
		port_lines_release(&gone);
		port_lines_release(&made);
	}
}

static enum merge_how merge_as_words(struct merge *m, const struct segment *s)
{
	struct port_lines base = { 0 }, ours = { 0 }, theirs = { 0 };
	size_t nr = s->old_end - s->old;
	size_t *to_ours = grow_array(NULL, nr + 1, sizeof(*to_ours));
	size_t *to_theirs = grow_array(NULL, nr + 1, sizeof(*to_theirs));
	struct buf text = { 0 };
	bool merged;

	for (size_t i = s->old; i < s->old_end; i++) {
		port_lines_add(&base, m->c->old.line[i].text);
		to_ours[i - s->old] = m->a->to[i] == ALIGN_NONE ? ALIGN_NONE :
				      m->a->to[i] - s->ours;
	}
	for (size_t i = s->ours; i < s->ours_end; i++)
		port_lines_add(&ours, m->t->line[i].text);
	list_theirs(m, s, &theirs, to_theirs);
	pair_changed(m, s, to_theirs);
	merged = merge_words(&(struct merge_input){
		&base, &ours, &theirs, to_ours, to_theirs }, &text);
	if (merged)
		*new_edit(m, s->ours, s->ours_end, MERGE_WORDS) = text;
	else
		buf_release(&text);
	port_lines_release(&base);
	port_lines_release(&ours);
	port_lines_release(&theirs);
	free(to_ours);
	free(to_theirs);
	return merged ? MERGE_WORDS : MERGE_CONFLICT;
}

/*
 * True when all that the segment adds stands among the file's lines there, in
 * this order.
 */
static bool adds_are_there(const struct merge *m, const struct segment *s)
{
	size_t at = s->ours;

	for (size_t i = s->add; i < s->add_end; i++, at++) {
		while (at < s->ours_end &&
		       !port_line_same(&m->c->added.line[i], &m->t->line[at]))
			at++;
		if (at == s->ours_end)
			return false;
	}
	return s->add < s->add_end;
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
	} else if (only && all) {
		/*
		 * Both put lines into one gap: which come first only a set does
		 * not mind.
		 */
		if (!adds_entries(m, s))
			return false;
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
 * What the hunk changes and what the file has otherwise lie side by side: no
 * line is changed by both. Removed lines must stand there in the same words.
 */
static enum merge_how merge_overlay(struct merge *m, const struct segment *s)
{
	struct stretch x = { s->old, s->old, s->ours, s->ours,
			     s->held_before, true, false };
	enum merge_how how = MERGE_LINES;
	struct buf text = { 0 };
	bool good = true;

	for (size_t i = s->old; good && i <= s->old_end; i++) {
		bool end = i == s->old_end;

		if (!end && m->a->to[i] == ALIGN_NONE)
			continue;
		x.old_end = i;
		x.ours_end = end ? s->ours_end : m->a->to[i];
		x.held_behind = !end || s->held_behind;
		good = (end || m->a->same[i]) &&
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
	*new_edit(m, s->ours, s->ours_end, how) = text;
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

	if (blanks_differ(m, s) && merge_as_words(m, s) == MERGE_WORDS)
		return MERGE_WORDS;
	out = new_edit(m, s->ours, s->ours_end, how);
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
	if (!removes && adds_are_there(m, s))
		return MERGE_THERE;
	how = merge_overlay(m, s);
	return how == MERGE_CONFLICT ? merge_as_words(m, s) : how;
}

static bool holds(const struct merge *m, size_t i)
{
	return !m->c->removed[i] && m->a->to[i] != ALIGN_NONE;
}

enum merge_how port_merge(const struct port_change *c,
			  const struct port_lines *t,
			  const struct alignment *a, struct port_edits *edits)
{
	struct merge m = { c, t, a, edits };
	struct segment s = { .ours = a->from };
	enum merge_how worst = MERGE_EXACT, how;

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
		if (how > worst)
			worst = how;
		if (end)
			break;
		s = (struct segment){
			.old = i + 1, .old_end = i + 1, .add = s.add_end,
			.add_end = s.add_end, .ours = a->to[i] + 1,
			.ours_end = a->to[i] + 1, .held_before = true,
		};
	}
	return worst;
}

void port_edits_release(struct port_edits *e)
{
	for (size_t i = 0; i < e->nr; i++)
		buf_release(&e->edit[i].text);
	free(e->edit);
	*e = (struct port_edits){ 0 };
}

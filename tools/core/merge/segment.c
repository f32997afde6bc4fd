// SPDX-License-Identifier: GPL-2.0-only
/* A segment of a merge, merged word by word. */
#include "core/merge/segment.h"

#include <stdlib.h>

#include "core/merge/merge-words.h"

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
			.file = &made, .end = made.nr }, &pairs);
		for (size_t k = 0; k < gone.nr; k++)
			if (pairs.to[k] != ALIGN_NONE)
				to_theirs[from - s->old + k] =
					made_at + pairs.to[k];
		alignment_release(&pairs);
		port_lines_release(&gone);
		port_lines_release(&made);
	}
}

enum merge_how segment_merge_words(struct merge *m, const struct segment *s)
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
		&base, &ours, &theirs, to_ours, to_theirs }, &text) ||
		(s->held_before && s->held_behind && ours.nr &&
		 merge_words(&(struct merge_input){
			&base, &ours, &theirs, NULL, NULL }, &text));
	if (merged)
		*port_edits_add(m->edits, s->ours, s->ours_end,
				MERGE_WORDS) = text;
	else
		buf_release(&text);
	port_lines_release(&base);
	port_lines_release(&ours);
	port_lines_release(&theirs);
	free(to_ours);
	free(to_theirs);
	return merged ? MERGE_WORDS : MERGE_CONFLICT;
}

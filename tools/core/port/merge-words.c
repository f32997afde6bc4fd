// SPDX-License-Identifier: GPL-2.0-only
/* Three-way merge of words, within lines that were paired before. */
#include "core/port/merge-words.h"

#include <stdlib.h>

#include "core/port/align.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

/* A word and the white space in front of it. */
struct token {
	struct span space, word;
};

struct tokens {
	struct token *token;
	size_t nr, room;
	/* per line: its first token; one more behind the last */
	size_t *first;
};

static void add_token(struct tokens *t, struct token token)
{
	if (t->nr == t->room) {
		t->room = t->room ? t->room * 2 : 64;
		t->token = grow_array(t->token, t->room, sizeof(*t->token));
	}
	t->token[t->nr++] = token;
}

/*
 * A line's end is a token of its own, so that lines keep apart what they are.
 */
static void tokens_of(struct tokens *t, const struct port_lines *lines)
{
	*t = (struct tokens){ 0 };
	t->first = grow_array(NULL, lines->nr + 1, sizeof(*t->first));
	for (size_t i = 0; i < lines->nr; i++) {
		struct span space = { lines->line[i].text.at, 0 };
		struct words w;

		t->first[i] = t->nr;
		words_split(&w, lines->line[i].text);
		for (size_t k = 0; k < w.nr; k++) {
			if (w.word[k].space) {
				space = w.word[k].text;
				continue;
			}
			add_token(t, (struct token){ space, w.word[k].text });
			space = (struct span){ space.at + space.len, 0 };
		}
		words_release(&w);
		add_token(t, (struct token){ space, span_of("\n") });
	}
	t->first[lines->nr] = t->nr;
}

static void tokens_release(struct tokens *t)
{
	free(t->token);
	free(t->first);
}

/* The words of a line, numbered: equal words have equal numbers. */
static uint32_t *number_words(struct numbering *n, const struct tokens *t,
			      size_t line)
{
	size_t nr = t->first[line + 1] - t->first[line];
	uint32_t *number = grow_array(NULL, nr + 1, sizeof(*number));

	for (size_t i = 0; i < nr; i++)
		number[i] = (uint32_t)numbering_add(n,
			t->token[t->first[line] + i].word);
	return number;
}

/*
 * Pairs the words of a line with those of another, as a longest common
 * subsequence does.
 */
static void pair_words(const struct tokens *a, size_t line,
		       const struct tokens *b, size_t other, size_t *to)
{
	struct numbering n = { 0 };
	uint32_t *na = number_words(&n, a, line);
	uint32_t *nb = number_words(&n, b, other);
	size_t i = a->first[line], k = b->first[other];
	char *edits = lcs_edits(na, a->first[line + 1] - i, nb,
				b->first[other + 1] - k);

	for (const char *e = edits; *e; e++) {
		if (*e == ' ')
			to[i] = k;
		i += *e != '+';
		k += *e != '-';
	}
	free(edits);
	free(na);
	free(nb);
	numbering_release(&n);
}

static void pair_tokens(const struct tokens *base, const struct tokens *side,
			const size_t *line_to, size_t lines, size_t *to)
{
	for (size_t i = 0; i < base->nr; i++)
		to[i] = ALIGN_NONE;
	for (size_t i = 0; i < lines; i++)
		if (line_to[i] != ALIGN_NONE)
			pair_words(base, i, side, line_to[i], to);
}

static bool same_run(const struct tokens *a, size_t at, size_t end,
		     const struct tokens *b, size_t b_at, size_t b_end)
{
	if (end - at != b_end - b_at)
		return false;
	for (; at < end; at++, b_at++)
		if (!span_equals(a->token[at].word, b->token[b_at].word))
			return false;
	return true;
}

static void emit_run(struct buf *out, const struct tokens *t, size_t at,
		     size_t end)
{
	for (; at < end; at++) {
		buf_add(out, t->token[at].space.at, t->token[at].space.len);
		buf_add(out, t->token[at].word.at, t->token[at].word.len);
	}
}

/* Where each side goes on. */
struct cursor {
	size_t base, ours, theirs;
};

/*
 * Ours replaced the words, theirs kept them and put some right in front of or
 * behind them: both can be done. Otherwise false, and nothing is added.
 */
static bool merge_beside(struct buf *out, const struct tokens t[3],
			 const struct cursor *from, const struct cursor *to)
{
	size_t base = to->base - from->base;
	size_t theirs = to->theirs - from->theirs;

	if (!base || theirs <= base)
		return false;
	if (same_run(&t[0], from->base, to->base, &t[2], from->theirs,
		     from->theirs + base)) {
		emit_run(out, &t[1], from->ours, to->ours);
		emit_run(out, &t[2], from->theirs + base, to->theirs);
		return true;
	}
	if (same_run(&t[0], from->base, to->base, &t[2], to->theirs - base,
		     to->theirs)) {
		struct span space = t[2].token[to->theirs - base].space;
		struct token first = t[1].token[from->ours];

		emit_run(out, &t[2], from->theirs, to->theirs - base);
		buf_add(out, space.at, space.len);
		buf_add(out, first.word.at, first.word.len);
		emit_run(out, &t[1], from->ours + 1, to->ours);
		return true;
	}
	return false;
}

/*
 * Ours took operands out of a list, theirs kept them and put one more behind
 * them: "&& b" is gone, "&& c" is added.
 */
static bool merge_operands(struct buf *out, const struct tokens t[3],
			   const struct cursor *from, const struct cursor *to)
{
	size_t more = from->theirs + (to->base - from->base);
	struct span operator;

	if (to->base == from->base || more >= to->theirs ||
	    !same_run(&t[0], from->base, to->base, &t[2], from->theirs, more))
		return false;
	operator = t[0].token[from->base].word;
	if (is_word(operator.at[0]) ||
	    !span_equals(operator, t[2].token[more].word))
		return false;
	emit_run(out, &t[2], more, to->theirs);
	return true;
}

/*
 * Theirs takes the place of ours, behind the blanks that ours has there, unless
 * theirs changed them.
 */
static void emit_theirs(struct buf *out, const struct tokens t[3],
			const struct cursor *from, const struct cursor *to)
{
	size_t at = from->theirs;

	if (at < to->theirs && from->base < to->base &&
	    from->ours < to->ours &&
	    span_equals(t[0].token[from->base].space, t[2].token[at].space)) {
		struct span space = t[1].token[from->ours].space;

		buf_add(out, space.at, space.len);
		buf_add(out, t[2].token[at].word.at, t[2].token[at].word.len);
		at++;
	}
	emit_run(out, &t[2], at, to->theirs);
}

static bool merge_run(struct buf *out, const struct tokens t[3],
		      const struct cursor *from, const struct cursor *to)
{
	bool ours_kept = same_run(&t[0], from->base, to->base,
				  &t[1], from->ours, to->ours);
	bool theirs_kept = same_run(&t[0], from->base, to->base,
				    &t[2], from->theirs, to->theirs);

	if (theirs_kept || same_run(&t[1], from->ours, to->ours,
				    &t[2], from->theirs, to->theirs))
		emit_run(out, &t[1], from->ours, to->ours);
	else if (ours_kept)
		emit_theirs(out, t, from, to);
	else
		return from->ours < to->ours ?
		       merge_beside(out, t, from, to) :
		       merge_operands(out, t, from, to);
	return true;
}

static void emit_stable(struct buf *out, const struct tokens t[3],
			const struct cursor *at)
{
	struct token b = t[0].token[at->base], o = t[1].token[at->ours],
		     h = t[2].token[at->theirs];
	struct span space = span_equals(b.space, h.space) ? o.space : h.space;

	buf_add(out, space.at, space.len);
	buf_add(out, o.word.at, o.word.len);
}

bool merge_words(const struct merge_input *in, struct buf *out)
{
	struct tokens t[3];
	struct cursor at = { 0 }, next;
	size_t *ours, *theirs, len = out->len;
	bool merged = true;

	tokens_of(&t[0], in->base);
	tokens_of(&t[1], in->ours);
	tokens_of(&t[2], in->theirs);
	ours = grow_array(NULL, t[0].nr + 1, sizeof(*ours));
	theirs = grow_array(NULL, t[0].nr + 1, sizeof(*theirs));
	pair_tokens(&t[0], &t[1], in->to_ours, in->base->nr, ours);
	pair_tokens(&t[0], &t[2], in->to_theirs, in->base->nr, theirs);
	for (next.base = 0; merged && next.base <= t[0].nr; next.base++) {
		bool end = next.base == t[0].nr;

		if (!end && (ours[next.base] == ALIGN_NONE ||
			     theirs[next.base] == ALIGN_NONE))
			continue;
		next.ours = end ? t[1].nr : ours[next.base];
		next.theirs = end ? t[2].nr : theirs[next.base];
		merged = merge_run(out, t, &at, &next);
		if (end || !merged)
			break;
		emit_stable(out, t, &next);
		at = (struct cursor){ next.base + 1, next.ours + 1,
				      next.theirs + 1 };
	}
	if (!merged)
		out->len = len;
	for (int i = 0; i < 3; i++)
		tokens_release(&t[i]);
	free(ours);
	free(theirs);
	return merged;
}

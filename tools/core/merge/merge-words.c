// SPDX-License-Identifier: GPL-2.0-only
/*
 * Three-way merge of words, within lines that were paired before or without
 * regard to lines.
 */
#include "core/merge/merge-words.h"

#include <stdlib.h>

#include "core/merge/align.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

/* Without regard to lines, so many tokens of a text are merged. */
#define WHOLE_MOST 600
/* Of 100 tokens of base: so many ours must have then. */
#define WHOLE_LEAST 60

/* A word and the white space in front of it. */
struct token {
	size_t breaks;	/* line ends that stand before the space */
	struct span space, word;
};

struct tokens {
	struct token *token;
	size_t nr, room;
	/* per line: its first token; one more behind the last */
	size_t *first;
	/* tabs that lines of it get in front, or lose when negative */
	int shift;
};

static void add_token(struct tokens *t, struct token token)
{
	t->token = grow_for_one(t->token, t->nr, &t->room, sizeof(*t->token));
	t->token[t->nr++] = token;
}

/*
 * A line's end is a token of its own, so that lines keep apart what they are;
 * in a whole text it is white space.
 */
static void tokens_of(struct tokens *t, const struct port_lines *lines,
		      bool whole)
{
	size_t breaks = 0;

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
			add_token(t, (struct token){ breaks, space,
						     w.word[k].text });
			space = (struct span){ space.at + space.len, 0 };
			breaks = 0;
		}
		words_release(&w);
		if (whole && i + 1 < lines->nr)
			breaks++;
		else
			add_token(t, (struct token){ breaks, space,
						     span_of("\n") });
	}
	t->first[lines->nr] = t->nr;
}

static void tokens_release(struct tokens *t)
{
	free(t->token);
	free(t->first);
}

/* Tokens [from, end), numbered: equal words have equal numbers. */
static uint32_t *number_words(struct numbering *n, const struct tokens *t,
			      size_t from, size_t end)
{
	uint32_t *number = grow_array(NULL, end - from + 1, sizeof(*number));

	for (size_t i = from; i < end; i++)
		number[i - from] = (uint32_t)numbering_add(n,
							   t->token[i].word);
	return number;
}

/* Tokens, half-open. */
struct range {
	size_t from, end;
};

/*
 * Pairs the tokens of a range with those of another, as a longest common
 * subsequence does.
 */
static void pair_words(const struct tokens *a, struct range in,
		       const struct tokens *b, struct range other, size_t *to)
{
	struct numbering n = { 0 };
	uint32_t *na = number_words(&n, a, in.from, in.end);
	uint32_t *nb = number_words(&n, b, other.from, other.end);
	size_t i = in.from, k = other.from;
	char *edits = lcs_edits(na, in.end - i, nb, other.end - k);

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

static struct range range_of(const struct tokens *t, size_t line)
{
	return (struct range){ t->first[line], t->first[line + 1] };
}

/* Pairs line by line, or with line_to NULL all of both. */
static void pair_tokens(const struct tokens *base, const struct tokens *side,
			const size_t *line_to, size_t lines, size_t *to)
{
	for (size_t i = 0; i < base->nr; i++)
		to[i] = ALIGN_NONE;
	if (!line_to)
		pair_words(base, (struct range){ 0, base->nr }, side,
			   (struct range){ 0, side->nr }, to);
	for (size_t i = 0; line_to && i < lines; i++)
		if (line_to[i] != ALIGN_NONE)
			pair_words(base, range_of(base, i), side,
				   range_of(side, line_to[i]), to);
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

/* Adds a word behind the white space that another token has. */
static void emit(struct buf *out, const struct token *space, struct span word)
{
	for (size_t i = 0; i < space->breaks; i++)
		buf_addc(out, '\n');
	buf_add(out, space->space.at, space->space.len);
	buf_add(out, word.at, word.len);
}

static void emit_run(struct buf *out, const struct tokens *t, size_t at,
		     size_t end)
{
	for (; at < end; at++) {
		struct token space = t->token[at];
		int tabs = space.breaks || !at ? t->shift : 0;

		for (; tabs < 0 && span_starts(space.space, "\t"); tabs++)
			space.space = span_skip(space.space, 1);
		for (; space.breaks; space.breaks--)
			buf_addc(out, '\n');
		for (; tabs > 0; tabs--)
			buf_addc(out, '\t');
		emit(out, &space, space.word);
	}
}

static bool same_space(const struct token *a, const struct token *b)
{
	return a->breaks == b->breaks && span_equals(a->space, b->space);
}

/* Where each side goes on. */
struct cursor {
	size_t base, ours, theirs;
};

/* No operator among tokens [at, end): one that changes changes the meaning. */
static bool only_words(const struct tokens *t, size_t at, size_t end)
{
	for (; at < end; at++)
		if (!is_word(t->token[at].word.at[0]) &&
		    t->token[at].word.at[0] != '"')
			return false;
	return true;
}

/*
 * Ours replaced the words, theirs kept them and put some right in front of or
 * behind them: both can be done. Otherwise false, and nothing is added.
 */
static bool merge_beside(struct buf *out, const struct tokens t[3],
			 const struct cursor *from, const struct cursor *to)
{
	size_t base = to->base - from->base, ours = to->ours - from->ours;
	size_t theirs = to->theirs - from->theirs;

	if (!base || theirs <= base ||
	    !only_words(&t[0], from->base, to->base))
		return false;
	/* The names of the target were put into theirs already. */
	if (from->theirs + ours <= to->theirs &&
	    same_run(&t[1], from->ours, to->ours, &t[2], from->theirs,
		     from->theirs + ours)) {
		emit_run(out, &t[2], from->theirs, to->theirs);
		return true;
	}
	if (same_run(&t[0], from->base, to->base, &t[2], from->theirs,
		     from->theirs + base)) {
		emit_run(out, &t[1], from->ours, to->ours);
		emit_run(out, &t[2], from->theirs + base, to->theirs);
		return true;
	}
	if (same_run(&t[0], from->base, to->base, &t[2], to->theirs - base,
		     to->theirs)) {
		emit_run(out, &t[2], from->theirs, to->theirs - base);
		emit(out, &t[2].token[to->theirs - base],
		     t[1].token[from->ours].word);
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
	    same_space(&t[0].token[from->base], &t[2].token[at])) {
		emit(out, &t[1].token[from->ours], t[2].token[at].word);
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
	const struct token *b = &t[0].token[at->base];
	const struct token *o = &t[1].token[at->ours];
	const struct token *h = &t[2].token[at->theirs];

	if (same_space(b, h) || b->breaks != o->breaks)
		emit(out, o, o->word);
	else
		emit_run(out, &t[2], at->theirs, at->theirs + 1);
}

static int leading_tabs(const struct token *t)
{
	size_t tabs = 0;

	while (tabs < t->space.len && t->space.at[tabs] == '\t')
		tabs++;
	return (int)tabs;
}

/* How much deeper ours is indented, by the first token that begins lines. */
static int shift_of(const struct tokens *base, const struct tokens *ours,
		    const size_t *to)
{
	for (size_t i = 0; i < base->nr; i++) {
		const struct token *a = &base->token[i], *b;

		if (to[i] == ALIGN_NONE)
			continue;
		b = &ours->token[to[i]];
		if ((a->breaks || !i) && (b->breaks || !to[i]))
			return leading_tabs(b) - leading_tabs(a);
	}
	return 0;
}

/*
 * True when a whole text is small enough to be paired, and ours has enough of
 * base for that to mean something.
 */
static bool fits_whole(const struct tokens t[3])
{
	size_t *to, has = 0;

	if (t[0].nr > WHOLE_MOST || t[1].nr > WHOLE_MOST ||
	    t[2].nr > WHOLE_MOST)
		return false;
	to = grow_array(NULL, t[0].nr + 1, sizeof(*to));
	pair_tokens(&t[0], &t[1], NULL, 0, to);
	for (size_t i = 0; i < t[0].nr; i++)
		has += to[i] != ALIGN_NONE;
	free(to);
	return has * 100 >= t[0].nr * WHOLE_LEAST;
}

bool merge_words(const struct merge_input *in, struct buf *out)
{
	struct tokens t[3];
	struct cursor at = { 0 }, next;
	size_t *ours, *theirs, len = out->len;
	bool whole = !in->to_ours, merged = true;

	tokens_of(&t[0], in->base, whole);
	tokens_of(&t[1], in->ours, whole);
	tokens_of(&t[2], in->theirs, whole);
	if (whole && !fits_whole(t))
		merged = false;
	ours = grow_array(NULL, t[0].nr + 1, sizeof(*ours));
	theirs = grow_array(NULL, t[0].nr + 1, sizeof(*theirs));
	pair_tokens(&t[0], &t[1], in->to_ours, in->base->nr, ours);
	pair_tokens(&t[0], &t[2], in->to_theirs, in->base->nr, theirs);
	if (whole)
		t[2].shift = shift_of(&t[0], &t[1], ours);
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

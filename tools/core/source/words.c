// SPDX-License-Identifier: GPL-2.0-only
/* Source text as words: compared, measured, and shown as a word diff. */
#include "core/source/words.h"

#include <stdlib.h>

#include "core/text/ascii.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

/* A table of at most this many squared is made for a diff: 9 million cells. */
#define DIFF_MOST 3000
/* A shorter line is in every file. */
#define LINE_LEAST 4

static bool is_name(char c)
{
	return is_word(c) || (c & 0x80);
}

/*
 * The length of the string that begins at s, up to its closing quote or the
 * line's end.
 */
static size_t quoted(struct span s)
{
	size_t n = 1;

	while (n < s.len && s.at[n] != '\n') {
		if (s.at[n] == s.at[0])
			return n + 1;
		n += s.at[n] == '\\' && n + 1 < s.len && s.at[n + 1] != '\n' ?
		     2 : 1;
	}
	/* An apostrophe in a comment is no string. */
	return 1;
}

static size_t word_length(struct span s)
{
	size_t n = 1;

	if (is_space(s.at[0]))
		while (n < s.len && is_space(s.at[n]))
			n++;
	else if (is_name(s.at[0]))
		while (n < s.len && is_name(s.at[n]))
			n++;
	else if (s.at[0] == '"' || s.at[0] == '\'')
		n = quoted(s);
	return n;
}

void words_split(struct words *w, struct span text)
{
	size_t room = 0;

	*w = (struct words){ 0 };
	while (text.len) {
		size_t n = word_length(text);

		w->word = grow_for_one(w->word, w->nr, &room, sizeof(*w->word));
		w->word[w->nr++] = (struct word){
			{ text.at, n }, is_space(text.at[0])
		};
		text = span_skip(text, n);
	}
}

void words_release(struct words *w)
{
	free(w->word);
	*w = (struct words){ 0 };
}

size_t words_list(struct span text, struct span *word, size_t most)
{
	struct words w;
	size_t nr = 0;

	words_split(&w, text);
	for (size_t i = 0; i < w.nr && nr < most; i++)
		if (!w.word[i].space)
			word[nr++] = w.word[i].text;
	words_release(&w);
	return nr;
}

/* Reads text word by word for words_equal_but_space(). */
struct reader {
	struct span rest;
	bool line_counts;	/* in a // comment or a # line */
	bool line_begins;
	bool defines;		/* behind the define of a # line */
};

/* The length of the operator that s begins with: a++ + b is not a + ++b. */
static size_t operator_length(struct span s)
{
	static const char *const operators[] = {
		"<<=", ">>=", "++", "--", "->", "&&", "||", "<<", ">>", "<=",
		">=", "==", "!=", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
		"^=", "##", "/*", "*/", "//",
	};

	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (span_starts(s, operators[i]))
			return strlen(operators[i]);
	return 0;
}

/*
 * The next word's length: an operator is one, and the name of a macro has the
 * bracket right behind it, if any, which gives it parameters.
 */
static size_t whole_word_length(struct span s, bool defines)
{
	size_t n = operator_length(s);

	if (n)
		return n;
	n = word_length(s);
	return n + (defines && n < s.len && s.at[n] == '(');
}

/*
 * The next word, false at the end; a line's end that counts is the word "\n".
 */
static bool next_word(struct reader *r, struct span *word)
{
	while (r->rest.len) {
		char c = r->rest.at[0];
		bool counts = r->line_counts;

		if (c == '\n') {
			r->line_begins = true;
			r->line_counts = false;
		}
		if (is_space(c)) {
			*word = (struct span){ r->rest.at, 1 };
			r->rest = span_skip(r->rest, 1);
			if (c == '\n' && counts)
				return true;
			continue;
		}
		if ((c == '#' && r->line_begins) || span_starts(r->rest, "//"))
			r->line_counts = true;
		r->line_begins = false;
		*word = (struct span){ r->rest.at,
				       whole_word_length(r->rest, r->defines) };
		r->defines = r->line_counts && span_is(*word, "define");
		r->rest = span_skip(r->rest, word->len);
		return true;
	}
	return false;
}

bool words_equal_but_space(struct span a, struct span b)
{
	struct reader ra = { .rest = a, .line_begins = true };
	struct reader rb = { .rest = b, .line_begins = true };
	struct span wa, wb;
	bool more;

	for (;;) {
		more = next_word(&ra, &wa);
		if (more != next_word(&rb, &wb))
			return false;
		if (!more)
			return true;
		if (!span_equals(wa, wb))
			return false;
	}
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void bag_add(struct bag *b, struct span text, uint32_t salt)
{
	struct words w;

	words_split(&w, text);
	b->hash = grow_array(b->hash, b->nr + w.nr, sizeof(*b->hash));
	for (size_t i = 0; i < w.nr; i++)
		if (!w.word[i].space)
			b->hash[b->nr++] = hash_line(w.word[i].text) ^
				(salt * 2654435761u);
	qsort(b->hash, b->nr, sizeof(*b->hash), by_value);
	words_release(&w);
}

void bag_add_lines(struct bag *b, struct span text)
{
	struct span line;
	size_t room = b->nr;

	while (span_line(&text, &line)) {
		line = span_trim(line);
		if (line.len < LINE_LEAST)
			continue;
		b->hash = grow_for_one(b->hash, b->nr, &room, sizeof(*b->hash));
		b->hash[b->nr++] = hash_line(line);
	}
	if (b->nr)
		qsort(b->hash, b->nr, sizeof(*b->hash), by_value);
}

void bag_release(struct bag *b)
{
	free(b->hash);
	*b = (struct bag){ 0 };
}

int bag_alike(const struct bag *a, const struct bag *b)
{
	size_t i = 0, j = 0, both = 0;

	while (i < a->nr && j < b->nr) {
		if (a->hash[i] == b->hash[j]) {
			both++;
			i++;
			j++;
		} else if (a->hash[i] < b->hash[j]) {
			i++;
		} else {
			j++;
		}
	}
	return a->nr + b->nr ? (int)(2000 * both / (a->nr + b->nr)) : 1000;
}

static void add_marked(struct buf *out, const struct words *w, size_t from,
		       size_t to, bool gone)
{
	if (from == to)
		return;
	buf_adds(out, gone ? "[-" : "{+");
	for (size_t i = from; i < to; i++)
		buf_add(out, w->word[i].text.at, w->word[i].text.len);
	buf_adds(out, gone ? "-]" : "+}");
}

static bool same(const struct words *a, size_t i, const struct words *b,
		 size_t j)
{
	return span_equals(a->word[i].text, b->word[j].text);
}

static void number_words(struct numbering *n, const struct words *w,
			 size_t from, size_t to, uint32_t *number)
{
	for (size_t i = from; i < to; i++)
		*number++ = numbering_add(n, w->word[i].text);
}

/* The middle parts, [head, a_end) and [head, b_end). */
static void diff_middle(struct buf *out, const struct words *a, size_t a_end,
			const struct words *b, size_t b_end, size_t head)
{
	size_t na = a_end - head, nb = b_end - head;
	size_t i = head, j = head, from_a = head, from_b = head;
	uint32_t *number = grow_array(NULL, na + nb, sizeof(*number));
	struct numbering n = { 0 };
	char *edit;

	number_words(&n, a, head, a_end, number);
	number_words(&n, b, head, b_end, number + na);
	edit = lcs_edits(number, na, number + na, nb);
	for (const char *e = edit; *e; e++) {
		if (*e == ' ') {
			add_marked(out, a, from_a, i, true);
			add_marked(out, b, from_b, j, false);
			buf_add(out, b->word[j].text.at, b->word[j].text.len);
			from_a = i + 1;
			from_b = j + 1;
		}
		i += *e != '+';
		j += *e != '-';
	}
	add_marked(out, a, from_a, a_end, true);
	add_marked(out, b, from_b, b_end, false);
	free(edit);
	free(number);
	numbering_release(&n);
}

void words_diff(struct buf *out, struct span a, struct span b)
{
	struct words wa, wb;
	size_t head = 0, tail = 0;

	words_split(&wa, a);
	words_split(&wb, b);
	while (head < wa.nr && head < wb.nr && same(&wa, head, &wb, head))
		head++;
	while (tail < wa.nr - head && tail < wb.nr - head &&
	       same(&wa, wa.nr - 1 - tail, &wb, wb.nr - 1 - tail))
		tail++;
	for (size_t i = 0; i < head; i++)
		buf_add(out, wb.word[i].text.at, wb.word[i].text.len);
	if (wa.nr - head - tail > DIFF_MOST ||
	    wb.nr - head - tail > DIFF_MOST) {
		add_marked(out, &wa, head, wa.nr - tail, true);
		add_marked(out, &wb, head, wb.nr - tail, false);
	} else {
		diff_middle(out, &wa, wa.nr - tail, &wb, wb.nr - tail, head);
	}
	for (size_t i = wb.nr - tail; i < wb.nr; i++)
		buf_add(out, wb.word[i].text.at, wb.word[i].text.len);
	words_release(&wa);
	words_release(&wb);
}

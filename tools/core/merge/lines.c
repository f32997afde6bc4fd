// SPDX-License-Identifier: GPL-2.0-only
/* Lines of source compared by their words. */
#include "core/merge/lines.h"

#include <stdlib.h>

#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "core/text/hash.h"

/* The longest line, in words, that is compared word by word. */
#define WORDS_MOST 128

static bool is_name_word(struct span word)
{
	return is_word(word.at[0]) || word.at[0] == '"';
}

/* Words that stand in every function say little of the place. */
static bool is_common(struct span word)
{
	static const char *const common[] = {
		"return", "break", "else", "goto", "out", "err", "ret", "if",
		"int", "endif", "default", "continue", "do", "0",
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (span_is(word, common[i]))
			return true;
	return false;
}

/*
 * A line without the comment that ends it; all of one that is a comment, or
 * that has a further comment's beginning, which a string may hold.
 */
static struct span code_of(struct span text)
{
	struct span all = span_trim(text), rest;
	const char *open = span_find(all, "/*"), *close;

	if (!open || open == all.at)
		return text;
	rest = span_skip(all, (size_t)(open + 2 - all.at));
	close = span_find(rest, "*/");
	if (!close || close + 2 != all.at + all.len || span_find(rest, "/*"))
		return text;
	return (struct span){ text.at, (size_t)(open - text.at) };
}

void port_lines_add(struct port_lines *l, struct span text)
{
	struct port_line line = { .text = text, .code = code_of(text),
				  .hash = HASH_START, .weight = 1 };
	struct words w;

	words_split(&w, line.code);
	for (size_t i = 0; i < w.nr; i++) {
		struct span word = w.word[i].text;

		if (w.word[i].space)
			continue;
		line.hash = hash_byte(hash_span(line.hash, word), ' ');
		line.words |= 1ull << (hash_span(HASH_START, word) % 61);
		if (is_name_word(word) && line.weight < 8)
			line.weight += is_common(word) ? 1 : 2;
	}
	/* A label stands once in a function. */
	if (w.nr > 1 && w.nr < 4 && span_is(w.word[1].text, ":"))
		line.weight = 6;
	if (line.weight > 8)
		line.weight = 8;
	words_release(&w);
	l->line = grow_for_one(l->line, l->nr, &l->room, sizeof(*l->line));
	l->line[l->nr++] = line;
}

void port_lines_split(struct port_lines *l, struct span text)
{
	struct span line;

	while (span_line(&text, &line))
		port_lines_add(l, line);
}

void port_lines_release(struct port_lines *l)
{
	free(l->line);
	*l = (struct port_lines){ 0 };
}

bool port_line_same(const struct port_line *a, const struct port_line *b)
{
	return a->hash == b->hash &&
	       words_equal_but_space(a->code, b->code);
}

bool port_line_is_comment(struct span text)
{
	text = span_trim(text);
	return span_starts(text, "/*") || span_starts(text, "*") ||
	       span_starts(text, "//");
}

struct span port_line_key(struct span text)
{
	static const char *const first[] = {
		"#define ", "#include ", "EXPORT_SYMBOL", "config ",
		"menuconfig ", "obj-", "select ", "source ",
	};
	size_t len = 0;

	text = span_trim(text);
	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++) {
		if (!span_starts(text, first[i]))
			continue;
		text = span_trim(span_skip(text, strlen(first[i])));
		while (len < text.len && !is_blank(text.at[len]) &&
		       text.at[len] != '+' && text.at[len] != ':')
			len++;
		return (struct span){ text.at, len };
	}
	return (struct span){ "", 0 };
}

/* What a word counts: names say more than brackets. */
static size_t value_of(struct span word)
{
	return is_name_word(word) ? 3 : 1;
}

static size_t value_of_all(const struct span *word, size_t nr)
{
	size_t value = 0;

	for (size_t i = 0; i < nr; i++)
		value += value_of(word[i]);
	return value;
}

/* The value of a heaviest common subsequence. */
static size_t common_value(const struct span *a, size_t nr_a,
			   const struct span *b, size_t nr_b)
{
	size_t row[WORDS_MOST + 1] = { 0 };

	for (size_t i = 0; i < nr_a; i++) {
		size_t diagonal = 0;

		for (size_t k = 0; k < nr_b; k++) {
			size_t above = row[k + 1];

			if (span_equals(a[i], b[k]))
				row[k + 1] = diagonal + value_of(a[i]);
			else if (row[k] > above)
				row[k + 1] = row[k];
			diagonal = above;
		}
	}
	return row[nr_b];
}

int port_line_likeness(const struct port_line *a, const struct port_line *b)
{
	struct span wa[WORDS_MOST], wb[WORDS_MOST];
	size_t nr_a, nr_b;
	int shared = __builtin_popcountll(a->words & b->words);
	int all = __builtin_popcountll(a->words | b->words);

	if (a->hash == b->hash)
		return 1000;
	if (!shared || shared * 3 < all)
		return 0;
	nr_a = words_list(a->text, wa, WORDS_MOST);
	nr_b = words_list(b->text, wb, WORDS_MOST);
	if (!nr_a || !nr_b)
		return 0;
	return (int)(2000 * common_value(wa, nr_a, wb, nr_b) /
		     (value_of_all(wa, nr_a) + value_of_all(wb, nr_b)));
}

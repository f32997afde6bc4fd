// SPDX-License-Identifier: GPL-2.0-only
/* Statements of C: where they begin, where they end, which are calls. */
#include "core/source/c-code.h"

#include "core/text/ascii.h"

enum { DEPTH_MAX = 100 };

/* One behind what begins at i and is no code; i when code does. */
static size_t skip_other(struct span t, size_t i, bool line_began)
{
	char c = t.at[i], next = i + 1 < t.len ? t.at[i + 1] : '\0';
	size_t end = i;

	if (c == '/' && next == '*') {
		const char *close = memmem(t.at + i + 2, t.len - i - 2, "*/", 2);

		return close ? (size_t)(close - t.at) + 2 : t.len;
	}
	if ((c == '/' && next == '/') || (c == '#' && line_began)) {
		while (end < t.len && (t.at[end] != '\n' ||
				       (end && t.at[end - 1] == '\\')))
			end++;
		return end;
	}
	if (c != '"' && c != '\'')
		return i;
	for (end = i + 1; end < t.len && t.at[end] != c && t.at[end] != '\n';)
		end += t.at[end] == '\\' && end + 1 < t.len ? 2 : 1;
	return end < t.len && t.at[end] == c ? end + 1 :
	       end < t.len		     ? end :
					       t.len;
}

static void blank(struct span text, bool all, struct buf *out)
{
	bool line_began = true;

	buf_grow(out, text.len);
	for (size_t i = 0; i < text.len;) {
		size_t end = skip_other(text, i, all && line_began);
		char c = text.at[i];
		bool keep = end == i || (!all && c != '/');

		line_began = c == '\n' || (line_began && is_space(c));
		end += end == i;
		for (; i < end; i++)
			buf_addc(out, keep || text.at[i] == '\n' ? text.at[i] :
				 c == '"' || c == '\'' ? '"' : ' ');
	}
}

void ccode_blank(struct span text, struct buf *out)
{
	blank(text, true, out);
}

void ccode_blank_comments(struct span text, struct buf *out)
{
	blank(text, false, out);
}

struct span ccode_word(struct span code, size_t at)
{
	size_t end = at;

	while (end < code.len && is_word(code.at[end]))
		end++;
	return (struct span){ code.at + at, end - at };
}

size_t ccode_next(struct span code, size_t at)
{
	while (at < code.len && is_space(code.at[at]))
		at++;
	return at;
}

/* One behind the bracket that closes the one at a place; 0 when none does. */
static size_t closed(struct span code, size_t at)
{
	int depth = 0;

	for (; at < code.len; at++) {
		char c = code.at[at];

		depth += (c == '(' || c == '{' || c == '[') -
			 (c == ')' || c == '}' || c == ']');
		if (!depth)
			return at + 1;
	}
	return 0;
}

size_t ccode_behind_bracket(struct span code, size_t at)
{
	int depth = 0;

	for (; at < code.len; at++) {
		depth += (code.at[at] == '(') - (code.at[at] == ')');
		if (!depth)
			return at + 1;
	}
	return code.len;
}

bool ccode_begins(struct span code, size_t at, bool *headed)
{
	size_t to = at;

	*headed = false;
	while (to && is_space(code.at[to - 1]))
		to--;
	if (!to)
		return false;
	*headed = code.at[to - 1] == ')' ||
		  (to >= 4 && !memcmp(code.at + to - 4, "else", 4));
	return *headed || strchr(";{}:", code.at[to - 1]);
}

static size_t statement(struct span code, size_t at, int depth);

/* The end of what a head ("if (x)") stands before. */
static size_t headed_statement(struct span code, size_t at, int depth)
{
	struct span head = ccode_word(code, at);
	size_t open = ccode_next(code, at + head.len), end, next;

	if (open == code.len || code.at[open] != '(')
		return 0;
	end = closed(code, open);
	if (end)
		end = statement(code, ccode_next(code, end), depth + 1);
	if (!end || !span_is(head, "if"))
		return end;
	next = ccode_next(code, end);
	if (!span_is(ccode_word(code, next), "else"))
		return end;
	return statement(code, ccode_next(code, next + 4), depth + 1);
}

static size_t simple_statement(struct span code, size_t at)
{
	while (at < code.len && code.at[at] != ';') {
		char c = code.at[at];

		if (c == ')' || c == '}' || c == ']')
			return 0;
		at = c == '(' || c == '{' || c == '[' ? closed(code, at) :
		     at + 1;
		if (!at)
			return 0;
	}
	return at < code.len ? at + 1 : 0;
}

static size_t statement(struct span code, size_t at, int depth)
{
	struct span word = ccode_word(code, at);

	if (at >= code.len || depth > DEPTH_MAX)
		return 0;
	if (code.at[at] == '{')
		return closed(code, at);
	if (ccode_takes_condition(word))
		return headed_statement(code, at, depth);
	if (span_is(word, "else") || span_is(word, "do"))
		return 0;
	return simple_statement(code, at);
}

size_t ccode_statement(struct span code, size_t at)
{
	return statement(code, at, 0);
}

static bool among(struct span word, const char *const *words)
{
	while (*words && !span_is(word, *words))
		words++;
	return *words;
}

bool ccode_is_jump(struct span word)
{
	static const char *const jumps[] = { "return", "goto", "break",
					     "continue", "case", "default",
					     NULL };

	return among(word, jumps);
}

bool ccode_takes_condition(struct span word)
{
	static const char *const words[] = { "if", "while", "for", "switch",
					     NULL };

	return among(word, words);
}

struct span ccode_call(struct span code, size_t at, size_t *end)
{
	static const char *const no_calls[] = { "if", "while", "for", "switch",
		"return", "sizeof", "do", "else", "case", "goto" };
	struct span word = ccode_word(code, at), none = { "", 0 };
	size_t open = ccode_next(code, at + word.len);

	for (size_t i = 0; i < sizeof(no_calls) / sizeof(*no_calls); i++)
		if (span_is(word, no_calls[i]))
			return none;
	if (!word.len || open == code.len || code.at[open] != '(')
		return none;
	*end = closed(code, open);
	if (!*end)
		return none;
	*end = ccode_next(code, *end);
	if (*end == code.len || code.at[*end] != ';')
		return none;
	++*end;
	return word;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines that open functions, and whether a hunk's @@ tail names the
 * same one.
 */
#include "core/source/function-name.h"

#include "core/source/c-code.h"
#include "core/text/ascii.h"

/* diff -p's rule, and git's where no language is set. */
bool func_is_plain(struct span line)
{
	return line.len && (is_letter(line.at[0]) || strchr("_$", line.at[0]));
}

/* "out:", "default:", with nothing or a comment behind. */
static bool is_label(struct span line)
{
	struct span s = span_trim(line);
	size_t n = 0;

	while (n < s.len && is_word(s.at[n]))
		n++;
	if (!n || n == s.len || s.at[n] != ':')
		return false;
	s = span_trim(span_skip(s, n + 1));
	return !s.len || s.at[0] == '/' || s.at[0] == '*';
}

bool func_is_line(struct span line)
{
	return func_is_plain(line) && !is_label(line);
}

bool func_is_head(struct span line)
{
	size_t n = ccode_next(line, ccode_word(line, 0).len);

	return func_is_line(line) && (n == line.len || line.at[n] != ':');
}

static bool is_macro(struct span word)
{
	bool letter = false;

	for (size_t i = 0; i < word.len; i++) {
		if (is_lower(word.at[i]))
			return false;
		letter |= word.at[i] != '_';
	}
	return letter && word.len > 1;
}

/*
 * The word that ends right before s.at[end], blanks between; empty when
 * none does.
 */
static struct span word_before(struct span s, size_t end)
{
	size_t start;

	while (end && is_blank(s.at[end - 1]))
		end--;
	for (start = end; start && is_word(s.at[start - 1]);)
		start--;
	return (struct span){ s.at + start, end - start };
}

/* SYSCALL_DEFINE3(open, ...) and its like define their first argument. */
static struct span first_argument(struct span s, size_t open)
{
	size_t i = open + 1;

	while (i < s.len && !is_word(s.at[i]))
		i++;
	s = span_skip(s, i);
	for (i = 0; i < s.len && is_word(s.at[i]);)
		i++;
	return (struct span){ s.at, i };
}

struct span func_name(struct span line)
{
	struct span s = span_trim(line), name;
	size_t i = 0, end;

	if (is_label(s))
		return (struct span){ s.at, 0 };
	while (i < s.len) {
		end = i;
		while (end < s.len && !memchr("({=[;", s.at[end], 5))
			end++;
		name = word_before(s, end);
		if (end == s.len || s.at[end] != '(')
			return name;
		if (span_starts(name, "__") && name.at == s.at)
			break;	/* __releases(lock), on a line of its own */
		/* __attribute__((x)), __printf(1, 2) */
		if (span_starts(name, "__")) {
			i = ccode_behind_bracket(s, end);
			if (i < s.len)
				continue;
			return name;
		}
		return is_macro(name) && first_argument(s, end).len ?
			first_argument(s, end) : name;
	}
	return (struct span){ s.at, 0 };
}

bool func_is_annotation(struct span line)
{
	static const char *const names[] = { "__acquires(", "__releases(",
		"__must_hold(", "__cond_acquires(", "__attribute__(" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_starts(line, names[i]))
			return true;
	return false;
}

static bool has_bracket(struct span s)
{
	return memchr(s.at, '(', s.len) != NULL;
}

bool func_same(struct span tail, struct span line)
{
	struct span t = span_trim(tail), l = span_trim(line);

	if (!t.len || !l.len)
		return false;
	if (span_equals(t, l))
		return true;
	if (t.len >= FUNC_CUT_MIN && t.len < l.len &&
	    !memcmp(t.at, l.at, t.len))
		return true;
	if (has_bracket(t) != has_bracket(l))
		return false;
	return func_name(t).len && span_equals(func_name(t), func_name(l));
}

bool func_line_ends(struct span s, char c)
{
	s = span_trim(s);
	return s.len && s.at[s.len - 1] == c;
}

/* Kconfig's blocks have no braces: they reach to the next one. */
bool func_is_kconfig(struct span line)
{
	return span_starts(line, "config ") || span_starts(line, "menuconfig ");
}

bool func_decides(struct span tail)
{
	struct span s = span_trim(tail);

	return func_is_line(s) && !func_line_ends(s, ';') && func_name(s).len &&
	       (has_bracket(s) || func_line_ends(s, '{') ||
		func_is_kconfig(s) || s.len >= FUNC_CUT_MIN);
}

bool func_defines(struct span line, struct span tail)
{
	return func_is_line(line) && func_same(tail, line) &&
	       !func_line_ends(line, ';');
}

struct span without_underscores(struct span name)
{
	while (name.len && name.at[0] == '_')
		name = span_skip(name, 1);
	return name;
}

/* True when part has several words and begins or ends the longer name. */
static bool is_part(struct span part, struct span name)
{
	size_t more = name.len - part.len;

	return part.len < name.len && memchr(part.at, '_', part.len) &&
	       ((!memcmp(name.at, part.at, part.len) &&
		 name.at[part.len] == '_') ||
		(name.at[more - 1] == '_' &&
		 span_equals(span_skip(name, more), part)));
}

bool names_alike(struct span a, struct span b)
{
	a = without_underscores(a);
	b = without_underscores(b);
	return a.len && b.len &&
	       (span_equals(a, b) || is_part(a, b) || is_part(b, a));
}

bool func_alike(struct span tail, struct span line)
{
	return has_bracket(tail) == has_bracket(line) &&
	       names_alike(func_name(tail), func_name(line));
}

/* Cuts the next word off a name, at underscores. */
static bool next_word(struct span *name, struct span *word)
{
	*name = without_underscores(*name);
	word->at = name->at;
	for (word->len = 0; word->len < name->len; word->len++)
		if (name->at[word->len] == '_')
			break;
	*name = span_skip(*name, word->len);
	return word->len;
}

static bool name_has_word(struct span name, struct span wanted)
{
	struct span word;

	while (next_word(&name, &word))
		if (span_equals(word, wanted))
			return true;
	return false;
}

int func_likeness(struct span tail, struct span line)
{
	struct span a = without_underscores(func_name(tail)), word, rest;
	struct span b = without_underscores(func_name(line));
	int shared = 0, words = 0;

	if (a.len && span_equals(a, b))
		return 1000;
	for (rest = a; next_word(&rest, &word); words++)
		shared += name_has_word(b, word);
	for (rest = b; next_word(&rest, &word); words++)
		shared += name_has_word(a, word);
	return words ? 999 * shared / words : 0;
}

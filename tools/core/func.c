// SPDX-License-Identifier: GPL-2.0-only
/* Which function a line lies in, and whether a hunk's @@ tail names that one. */
#include "func.h"

#include "text.h"

/* A tail of at least this many bytes may have been cut: diff -p keeps 40, less blanks. */
#define CUT_MIN 36

/* The most lines of one function's head that are looked at. */
#define HEAD_MAX 12

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9');
}

static struct span line_at(struct span bytes, size_t at)
{
	struct span rest = span_skip(bytes, at), line = { bytes.at, 0 };

	span_line(&rest, &line);
	return line;
}

/* diff -p's rule, and git's where no language is set. */
static bool is_plain_line(struct span line)
{
	return line.len && (is_alpha(line.at[0]) || line.at[0] == '$');
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
	return is_plain_line(line) && !is_label(line);
}

/* Where the last line in front of at begins that the rule takes; -1: none. */
static ptrdiff_t before(struct span bytes, size_t at, bool (*rule)(struct span))
{
	while (at) {
		at = text_up(bytes, at, 1);
		if (is_plain_line((struct span){ bytes.at + at, 1 }) &&
		    rule(line_at(bytes, at)))
			return at;
	}
	return -1;
}

struct span func_before(struct span bytes, size_t at)
{
	ptrdiff_t func = before(bytes, at, func_is_line);

	if (func < 0)
		return (struct span){ "", 0 };
	return span_trim(line_at(bytes, func));
}

struct span func_above(struct text *t, size_t at)
{
	struct span found = { "", 0 };

	if (at < t->func_mark) {
		t->func_mark = 0;
		t->func = found;
	}
	found = func_before(span_skip(t->bytes, t->func_mark),
			    at - t->func_mark);
	if (found.len)
		t->func = found;
	t->func_mark = at;
	return t->func;
}

static bool is_macro(struct span word)
{
	bool letter = false;

	for (size_t i = 0; i < word.len; i++) {
		if (word.at[i] >= 'a' && word.at[i] <= 'z')
			return false;
		letter |= word.at[i] != '_';
	}
	return letter && word.len > 1;
}

/* The word that ends right before s.at[end], blanks between; empty when none does. */
static struct span word_before(struct span s, size_t end)
{
	size_t start;

	while (end && (s.at[end - 1] == ' ' || s.at[end - 1] == '\t'))
		end--;
	for (start = end; start && is_word(s.at[start - 1]);)
		start--;
	return (struct span){ s.at + start, end - start };
}

/* The index behind the bracket that closes the one at open; the length when it is not closed. */
static size_t behind_bracket(struct span s, size_t open)
{
	int depth = 0;

	for (size_t i = open; i < s.len; i++) {
		depth += (s.at[i] == '(') - (s.at[i] == ')');
		if (!depth)
			return i + 1;
	}
	return s.len;
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
		if (span_starts(name, "__")) {	/* __attribute__((x)), __printf(1, 2) */
			i = behind_bracket(s, end);
			if (i < s.len)
				continue;
			return name;
		}
		return is_macro(name) && first_argument(s, end).len ?
			first_argument(s, end) : name;
	}
	return (struct span){ s.at, 0 };
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
	if (t.len >= CUT_MIN && t.len < l.len && !memcmp(t.at, l.at, t.len))
		return true;
	if (has_bracket(t) != has_bracket(l))
		return false;
	return func_name(t).len && span_equals(func_name(t), func_name(l));
}

static bool ends_with(struct span s, char c)
{
	s = span_trim(s);
	return s.len && s.at[s.len - 1] == c;
}

/* Kconfig's blocks have no braces: they reach to the next one. */
static bool is_kconfig(struct span line)
{
	return span_starts(line, "config ") || span_starts(line, "menuconfig ");
}

bool func_decides(struct span tail)
{
	struct span s = span_trim(tail);

	return func_is_line(s) && !ends_with(s, ';') && func_name(s).len &&
	       (has_bracket(s) || ends_with(s, '{') || is_kconfig(s) ||
		s.len >= CUT_MIN);
}

/* True when the line can stand in the middle of a function's head: "__releases(lock)", arguments. */
static bool goes_on(struct span line)
{
	return span_trim(line).len && !memchr("}#/*", line.at[0], 4) &&
	       !ends_with(line, ';') && !ends_with(line, '}');
}

/* True when tail names the head whose last line that begins with a letter starts at func. */
static bool names_head(struct span bytes, size_t func, struct span tail)
{
	struct span line;

	for (int i = 0; i < HEAD_MAX; i++) {
		line = line_at(bytes, func);
		if (i && !goes_on(line))
			return false;
		if (is_plain_line(line) && func_same(tail, line))
			return true;
		if (!func)
			return false;
		func = text_up(bytes, func, 1);
	}
	return false;
}

bool func_holds(struct span bytes, size_t at, struct span tail)
{
	ptrdiff_t func = before(bytes, at, func_is_line);

	if (func >= 0 && names_head(bytes, func, tail))
		return true;
	func = before(bytes, at, is_plain_line);
	return func >= 0 && func_same(tail, line_at(bytes, func));
}

bool func_defines(struct span line, struct span tail)
{
	return func_is_line(line) && func_same(tail, line) &&
	       !ends_with(line, ';');
}

bool func_exists(struct span bytes, struct span tail)
{
	struct span rest = bytes, line;

	while (span_line(&rest, &line))
		if (func_defines(line, tail))
			return true;
	return false;
}

/* True when the line that starts at lies in the body of the function whose line begins at func. */
static bool encloses(struct span bytes, size_t func, size_t at)
{
	struct span rest = { bytes.at + func, at - func }, line;
	bool open = is_kconfig(line_at(bytes, func));

	while (span_line(&rest, &line)) {
		if (line.len && line.at[0] == '}')
			return false;
		if ((line.len && line.at[0] == '{') || ends_with(line, '{'))
			open = true;
	}
	return open;
}

bool func_wrong(struct span bytes, size_t at, struct span tail)
{
	ptrdiff_t func;

	if (!func_decides(tail))
		return false;
	func = before(bytes, at, func_is_line);
	return func >= 0 && encloses(bytes, func, at) &&
	       !func_holds(bytes, at, tail) && func_exists(bytes, tail);
}

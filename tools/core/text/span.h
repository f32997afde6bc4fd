/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_SPAN_H
#define CORE_TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed bytes: not NUL-terminated, never freed. */
struct span {
	const char *at;
	size_t len;
};

/* UTF-8's byte order mark, which may stand at the beginning of a text. */
#define UTF8_MARK "\xef\xbb\xbf"

/* The span of a literal or of any NUL-terminated string. */
static inline struct span span_of(const char *s)
{
	return (struct span){ s, strlen(s) };
}

/* True when both hold the same bytes. */
static inline bool span_equals(struct span a, struct span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

/* True when s is that text. */
static inline bool span_is(struct span s, const char *text)
{
	return span_equals(s, span_of(text));
}

/* True when s begins with prefix. */
static inline bool span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && !memcmp(s.at, prefix, n);
}

/* True when s ends in suffix. */
static inline bool span_ends(struct span s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n && !memcmp(s.at + s.len - n, suffix, n);
}

/* Where text, which is not empty, stands in s; NULL when it does not. */
static inline const char *span_find(struct span s, const char *text)
{
	return s.len ? memmem(s.at, s.len, text, strlen(text)) : NULL;
}

/* The same three, upper and lower case of ASCII being alike. */
bool span_equals_nocase(struct span a, struct span b);
bool span_starts_nocase(struct span s, const char *prefix);
const char *span_find_nocase(struct span s, const char *text);

/* How many digits, or hex digits, s begins with. */
size_t span_digits(struct span s);
size_t span_hex(struct span s);

/* How wide the spaces and tabs are that s begins with; a tab ends at 8n. */
size_t span_indent(struct span s);

/* s without its first n bytes; n must not exceed its length. */
static inline struct span span_skip(struct span s, size_t n)
{
	return (struct span){ s.at + n, s.len - n };
}

/*
 * Cuts the next line, without its \n, off *rest into *line; false when *rest
 * is empty.
 */
bool span_line(struct span *rest, struct span *line);

/* Cuts the next word, between blanks, off *rest; false when there is none. */
bool span_word(struct span *rest, struct span *word);

/* s without white space at either end. */
struct span span_trim(struct span s);

/* What ends the noun behind a number of things: "s", "" for one. */
static inline const char *plural(unsigned long nr)
{
	return nr == 1 ? "" : "s";
}

/* What stands behind the last slash of path. */
const char *base_name(const char *path);

#endif

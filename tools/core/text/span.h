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

/* True when s begins with prefix. */
static inline bool span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && !memcmp(s.at, prefix, n);
}

/* s without its first n bytes; n must not exceed its length. */
static inline struct span span_skip(struct span s, size_t n)
{
	return (struct span){ s.at + n, s.len - n };
}

/* Cuts the next line, without its \n, off *rest into *line; false when *rest is empty. */
bool span_line(struct span *rest, struct span *line);

/* s without white space (space, tab, CR, LF) at either end. */
struct span span_trim(struct span s);

#endif

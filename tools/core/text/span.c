// SPDX-License-Identifier: GPL-2.0-only
/* Borrowed bytes, cut into lines and words. */
#include "core/text/span.h"

#include "core/text/ascii.h"

bool span_line(struct span *rest, struct span *line)
{
	const char *lf;

	if (!rest->len)
		return false;
	lf = memchr(rest->at, '\n', rest->len);
	line->at = rest->at;
	line->len = lf ? (size_t)(lf - rest->at) : rest->len;
	*rest = span_skip(*rest, line->len + (lf != NULL));
	return true;
}

bool span_word(struct span *rest, struct span *word)
{
	size_t len = 0;

	while (rest->len && is_blank(rest->at[0]))
		*rest = span_skip(*rest, 1);
	while (len < rest->len && !is_blank(rest->at[len]))
		len++;
	*word = (struct span){ rest->at, len };
	*rest = span_skip(*rest, len);
	return len > 0;
}

struct span span_trim(struct span s)
{
	while (s.len && is_space(s.at[0]))
		s = span_skip(s, 1);
	while (s.len && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool span_starts_nocase(struct span s, const char *prefix)
{
	size_t n = 0;

	while (n < s.len && prefix[n] &&
	       to_lower(s.at[n]) == to_lower(prefix[n]))
		n++;
	return !prefix[n];
}

bool span_equals_nocase(struct span a, struct span b)
{
	for (size_t i = 0; i < a.len && a.len == b.len; i++)
		if (to_lower(a.at[i]) != to_lower(b.at[i]))
			return false;
	return a.len == b.len;
}

const char *span_find_nocase(struct span s, const char *text)
{
	for (; s.len; s = span_skip(s, 1))
		if (span_starts_nocase(s, text))
			return s.at;
	return NULL;
}

size_t span_digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && is_digit(s.at[n]))
		n++;
	return n;
}

size_t span_hex(struct span s)
{
	size_t n = 0;

	while (n < s.len && is_hex(s.at[n]))
		n++;
	return n;
}

size_t span_indent(struct span s)
{
	size_t columns = 0;

	for (size_t i = 0; i < s.len && is_blank(s.at[i]); i++)
		columns = s.at[i] == '\t' ? (columns | 7) + 1 : columns + 1;
	return columns;
}

const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

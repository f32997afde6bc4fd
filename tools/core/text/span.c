// SPDX-License-Identifier: GPL-2.0-only
/* Borrowed bytes, cut into lines. */
#include "core/text/span.h"

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

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span s)
{
	while (s.len && is_space(s.at[0]))
		s = span_skip(s, 1);
	while (s.len && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What of a text that came from anywhere can be shown. */
#include "core/text/utf8.h"

size_t utf8_character(struct span s)
{
	const unsigned char *u = (const unsigned char *)s.at;
	unsigned long c = u[0];
	size_t n = c < 0x80 ? 1 : c >= 0xc2 && c <= 0xdf ? 2 :
		   c >= 0xe0 && c <= 0xef ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0;

	if (n == 1)
		return (c >= ' ' && c != 0x7f) || c == '\t' || c == '\n';
	if (!n || n > s.len)
		return 0;
	c &= 0x7f >> n;
	for (size_t i = 1; i < n; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (u[i] & 0x3f);
	}
	if ((n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10ffff)))
		return 0;
	/*
	 * The C1 controls, the surrogates, and the two that are no characters
	 */
	if ((c >= 0x80 && c < 0xa0) || (c >= 0xd800 && c < 0xe000) ||
	    (c & 0xfffe) == 0xfffe)
		return 0;
	return n;
}

void plain_add(struct buf *out, struct span text)
{
	while (text.len) {
		size_t n = utf8_character(text);

		if (!n)
			buf_addc(out, '?');
		else if (n == 1 && (*text.at == '\t' || *text.at == '\n'))
			buf_addc(out, ' ');
		else
			buf_add(out, text.at, n);
		text = span_skip(text, n ? n : 1);
	}
}

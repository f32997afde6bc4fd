// SPDX-License-Identifier: GPL-2.0-only
/* Text that came from anywhere, made safe for XML and HTML. */
#include "core/report/escape.h"

#define LETTERS	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Bytes of the UTF-8 character at s that XML 1.0 allows; 0 when there is none. */
static size_t character(struct span s)
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
	/* The C1 controls, the surrogates, and the two that are no characters */
	if ((c >= 0x80 && c < 0xa0) || (c >= 0xd800 && c < 0xe000) ||
	    (c & 0xfffe) == 0xfffe)
		return 0;
	return n;
}

static const char *escape(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

void markup_add(struct buf *out, struct span text)
{
	while (text.len) {
		const char *escaped = escape(*text.at);
		size_t n = character(text);

		if (escaped)
			buf_adds(out, escaped);
		else if (n)
			buf_add(out, text.at, n);
		else if (*text.at != '\r')
			buf_adds(out, "\xef\xbf\xbd");
		text = span_skip(text, n ? n : 1);
	}
}

void markup_adds(struct buf *out, const char *text)
{
	if (text)
		markup_add(out, span_of(text));
}

void markup_add_url(struct buf *out, const char *path)
{
	/* A first part with a colon would be taken for a scheme: it is escaped too. */
	for (; *path; path++)
		if (strchr(LETTERS "-._~/", *path))
			buf_addc(out, *path);
		else
			buf_addf(out, "%%%02X", (unsigned char)*path);
}

void markup_add_id(struct buf *out, const char *words)
{
	for (; *words; words++)
		buf_addc(out, strchr(LETTERS "-.", *words) ? *words : '_');
}

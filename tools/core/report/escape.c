// SPDX-License-Identifier: GPL-2.0-only
/* Text that came from anywhere, made safe for XML and HTML. */
#include "core/report/escape.h"

#include "core/text/utf8.h"

#define LETTERS	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

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
		size_t n = utf8_character(text);

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
	/* A colon is escaped too: what stands before it would be a scheme. */
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

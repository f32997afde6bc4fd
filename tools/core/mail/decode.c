// SPDX-License-Identifier: GPL-2.0-only
/* Encodings of mail: quoted-printable, base64, charsets, RFC 2047 words. */
#include "core/mail/parts.h"

#include <errno.h>
#include <iconv.h>

#include "core/text/ascii.h"

void decode_qp(struct span s, bool header, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '=') {
			int high, low;

			if (i + 1 == s.len || s.at[i + 1] == '\n')
				return;	/* soft line break */
			high = hex_value(s.at[i + 1]);
			low = i + 2 < s.len ? hex_value(s.at[i + 2]) : -1;
			if (high >= 0 && low >= 0) {
				buf_addc(out, (char)(high << 4 | low));
				i += 2;
				continue;
			}
		}
		buf_addc(out, header && c == '_' ? ' ' : c);
	}
}

static int base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void decode_base64(struct span s, struct buf *out)
{
	unsigned int bits = 0;
	int n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int d = base64_digit(s.at[i]);

		if (d < 0)
			continue;
		bits = (bits << 6 | d) & 0xffffff;
		if (n++ % 4)
			buf_addc(out, (char)(bits >> (6 - 2 * ((n - 1) % 4))));
	}
}

static bool is_utf8(const char *charset)
{
	struct span s = span_of(charset);

	if (span_starts_nocase(s, "utf-8"))
		return s.len == 5;
	return span_starts_nocase(s, "utf8") && s.len == 4;
}

static iconv_t open_charset(const char *charset)
{
	if (span_starts_nocase(span_of(charset), "latin-1") && strlen(charset) == 7)
		charset = "ISO-8859-1";
	return iconv_open("UTF-8", charset);
}

bool decode_charset(struct span s, const char *charset, struct buf *out)
{
	char *in = (char *)s.at, *to;
	size_t in_left = s.len, before = out->len, room, n;
	iconv_t cd;

	if (!charset[0] || is_utf8(charset)) {
		buf_add(out, s.at, s.len);
		return true;
	}
	cd = open_charset(charset);
	if (cd == (iconv_t)-1)
		return false;
	do {
		buf_grow(out, in_left * 2 + 16);
		room = out->cap - out->len - 1;
		to = out->at + out->len;
		n = iconv(cd, &in, &in_left, &to, &room);
		out->len = to - out->at;
		out->at[out->len] = '\0';
	} while (n == (size_t)-1 && errno == E2BIG);
	iconv_close(cd);
	if (n == (size_t)-1)
		out->len = before;
	return n != (size_t)-1;
}

/* One word "=?charset?encoding?text?=" at s, decoded to out; its length, or 0 when it is damaged. */
static size_t decode_word(struct span s, struct buf *out)
{
	struct buf raw = { 0 };
	char charset[64];
	const char *q, *end;
	size_t n, text;
	bool ok;

	q = memchr(s.at + 2, '?', s.len - 2);
	n = q ? (size_t)(q - s.at - 2) : 0;
	if (!q || n >= sizeof(charset) || (size_t)(q - s.at) + 3 > s.len ||
	    q[2] != '?')
		return 0;
	memcpy(charset, s.at + 2, n);
	charset[n] = '\0';
	text = q + 3 - s.at;
	end = memmem(s.at + text, s.len - text, "?=", 2);
	if (!end)
		return 0;
	if (to_lower(q[1]) == 'b')
		decode_base64((struct span){ s.at + text, end - s.at - text }, &raw);
	else if (to_lower(q[1]) == 'q')
		decode_qp((struct span){ s.at + text, end - s.at - text }, true, &raw);
	else
		return 0;
	ok = decode_charset(buf_span(&raw), charset, out);
	buf_release(&raw);
	return ok ? (size_t)(end + 2 - s.at) : 0;
}

static bool all_white(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_space(s.at[i]))
			return false;
	return true;
}

bool decode_header(struct span s, struct buf *out)
{
	size_t before = out->len, n;
	bool after_word = false;
	const char *word;

	while ((word = s.len ? memmem(s.at, s.len, "=?", 2) : NULL)) {
		struct span gap = { s.at, word - s.at };

		/* White space between two encoded words is not part of the text. */
		if (!after_word || !all_white(gap))
			buf_add(out, gap.at, gap.len);
		s = span_skip(s, gap.len);
		n = decode_word(s, out);
		if (!n) {
			out->len = before;
			if (out->at)
				out->at[before] = '\0';
			return false;
		}
		s = span_skip(s, n);
		after_word = true;
	}
	buf_add(out, s.at, s.len);
	return true;
}

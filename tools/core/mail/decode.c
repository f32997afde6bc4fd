// SPDX-License-Identifier: GPL-2.0-only
/* Encodings of mail: quoted-printable, base64, charsets, RFC 2047 words. */
#include "core/mail/decode.h"

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

static bool is_charset(const char *charset, const char *const *names)
{
	for (; *names; names++)
		if (span_equals_nocase(span_of(charset), span_of(*names)))
			return true;
	return false;
}

/* Each byte of ISO-8859-1 is the code point of that number. */
static void add_latin1(struct span s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = s.at[i];

		if (c & 0x80)
			buf_addc(out, (char)(0xc0 | c >> 6));
		buf_addc(out, (char)(c & 0x80 ? 0x80 | (c & 0x3f) : c));
	}
}

bool decode_charset(struct span s, const char *charset, charset_fn *other,
		    struct buf *out)
{
	static const char *const utf8[] = { "", "utf-8", "utf8", NULL };
	static const char *const latin1[] = {
		"iso-8859-1", "iso8859-1", "latin-1", "latin1", NULL
	};
	static const char *const ascii[] = { "us-ascii", "ascii", NULL };

	if (is_charset(charset, utf8)) {
		buf_add(out, s.at, s.len);
	} else if (is_charset(charset, latin1)) {
		add_latin1(s, out);
	} else if (is_charset(charset, ascii)) {
		for (size_t i = 0; i < s.len; i++)
			if (s.at[i] & 0x80)
				return false;
		buf_add(out, s.at, s.len);
	} else {
		return other && other(s, charset, out);
	}
	return true;
}

/*
 * One word "=?charset?encoding?text?=" at s, decoded to out; its length, or 0
 * when it is damaged.
 */
static size_t decode_word(struct span s, charset_fn *other, struct buf *out)
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
		decode_base64((struct span){ s.at + text, end - s.at - text },
			      &raw);
	else if (to_lower(q[1]) == 'q')
		decode_qp((struct span){ s.at + text, end - s.at - text }, true,
			  &raw);
	else
		return 0;
	ok = decode_charset(buf_span(&raw), charset, other, out);
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

bool decode_header(struct span s, charset_fn *other, struct buf *out)
{
	size_t before = out->len, n;
	bool after_word = false;
	const char *word;

	while ((word = span_find(s, "=?"))) {
		struct span gap = { s.at, word - s.at };

		/*
		 * White space between two encoded words is not part of
		 * the text.
		 */
		if (!after_word || !all_white(gap))
			buf_add(out, gap.at, gap.len);
		s = span_skip(s, gap.len);
		n = decode_word(s, other, out);
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

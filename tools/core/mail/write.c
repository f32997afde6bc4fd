// SPDX-License-Identifier: GPL-2.0-only
/* Mails as git format-patch writes them: headers, encodings, one body. */
#include "core/mail/write.h"

#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "core/text/ascii.h"

enum {
	FOLD = 76,		/* columns of a header line, RFC 2047's limit */
	WORD_MAX = 75,		/* bytes of an encoded word */
	LINE_MAX_SMTP = 998,	/* bytes of a body line, RFC 5322, 2.1.1 */
	/* bytes of a quoted-printable line before its "=" */
	QP_MAX = 75,
};

static const char hex_digits[] = "0123456789ABCDEF";

/*
 * True for text that a header may have as it is: ASCII on one line, nothing
 * that looks encoded.
 */
static bool is_header_text(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] & 0x80 || s.at[i] == '\n' || s.at[i] == '\r')
			return false;
	return !span_find(s, "=?");
}

/* Bytes of the UTF-8 character at s; 1 for what is none. */
static size_t char_len(struct span s)
{
	size_t len = 1;

	if (s.at[0] & 0x80)
		while (len < s.len && len < 4 && (s.at[len] & 0xc0) == 0x80)
			len++;
	return len;
}

/*
 * Characters that may stand as they are in any encoded word, RFC 2047 5. (3).
 */
static bool is_plain(char c)
{
	return is_letter_or_digit(c) || c == '-' || c == '!' || c == '*' ||
	       c == '+' || c == '/';
}

static void add_encoded(struct buf *out, struct span character)
{
	for (size_t i = 0; i < character.len; i++) {
		unsigned char c = character.at[i];

		if (is_plain(c))
			buf_addc(out, c);
		else if (c == ' ')
			buf_addc(out, '_');
		else
			buf_addf(out, "=%c%c", hex_digits[c >> 4],
				 hex_digits[c & 15]);
	}
}

/*
 * Encoded words, each on a line of its own, characters whole; column is where
 * the first begins.
 */
static void add_words(struct buf *out, struct span s, size_t column)
{
	static const char begin[] = "=?UTF-8?q?";
	struct buf one = { 0 };
	size_t len = 0, limit = column + 20 < FOLD ? FOLD - column : 20;

	if (limit > WORD_MAX)
		limit = WORD_MAX;
	while (s.len) {
		size_t n = char_len(s);

		buf_clear(&one);
		add_encoded(&one, (struct span){ s.at, n });
		if (len && len + one.len + 2 > limit) {
			buf_adds(out, "?=\n ");
			len = 0;
			limit = WORD_MAX;
		}
		if (!len) {
			buf_adds(out, begin);
			len = strlen(begin);
		}
		buf_add(out, one.at, one.len);
		len += one.len;
		s = span_skip(s, n);
	}
	if (len)
		buf_adds(out, "?=");
	buf_release(&one);
}

/* Words, folded at white space. */
static void add_folded(struct buf *out, struct span s, size_t column)
{
	bool first = true;

	while (s.len) {
		const char *end = memchr(s.at, ' ', s.len);
		size_t len = end ? (size_t)(end - s.at) : s.len;

		if (!first && len && column + 1 + len > FOLD) {
			buf_addc(out, '\n');
			column = 0;
		}
		if (!first)
			buf_addc(out, ' ');
		buf_add(out, s.at, len);
		column += len + !first;
		first = false;
		s = span_skip(s, len + (end != NULL));
	}
}

void letter_field(struct buf *out, const char *field, const char *text)
{
	size_t column = strlen(field) + 2;

	buf_addf(out, "%s: ", field);
	if (is_header_text(span_of(text)))
		add_folded(out, span_of(text), column);
	else
		add_words(out, span_of(text), column);
	buf_addc(out, '\n');
}

static void add_address(struct buf *out, const struct address *a, size_t column)
{
	const char *name = a->name;

	if (*name && !is_header_text(span_of(name))) {
		add_words(out, span_of(name), column);
	} else if (strpbrk(name, "()<>[]:;@\\,.\"")) {
		buf_addc(out, '"');
		for (; *name; name++)
			buf_addf(out, "%s%c", strchr("\"\\", *name) ? "\\" : "",
				 *name);
		buf_addc(out, '"');
	} else {
		buf_adds(out, name);
	}
	buf_addf(out, *a->name ? " <%s>" : "%s", a->email);
}

void letter_addresses(struct buf *out, const char *field,
		      const struct addresses *a)
{
	for (size_t i = 0; i < a->nr; i++) {
		if (i)
			buf_adds(out, ",\n\t");
		else
			buf_addf(out, "%s: ", field);
		add_address(out, &a->address[i], strlen(field) + 2);
	}
	if (a->nr)
		buf_addc(out, '\n');
}

void letter_date(struct buf *out, long long when, int zone_min)
{
	static const char days[] = "SunMonTueWedThuFriSat",
		months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t local = when + 60LL * zone_min;
	int zone = abs(zone_min);
	struct tm tm;

	if (!gmtime_r(&local, &tm))
		return;
	buf_addf(out, "Date: %.3s, %d %.3s %d %02d:%02d:%02d %c%02d%02d\n",
		 days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
		 tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec,
		 zone_min < 0 ? '-' : '+', zone / 60, zone % 60);
}

/* What a body needs. */
static bool needs_quoting(struct span body)
{
	struct span line;

	if (memchr(body.at, '\r', body.len) || memchr(body.at, '\0', body.len))
		return true;
	while (span_line(&body, &line))
		if (line.len > LINE_MAX_SMTP || span_starts(line, "From "))
			return true;
	return false;
}

/* A line in quoted-printable, without its end; RFC 2045 6.7. */
static void add_quoted_line(struct buf *out, struct span line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = line.at[i];
		bool last = i + 1 == line.len;
		bool as_it_is = (c >= ' ' && c < 127 && c != '=') || c == '\t';

		if (last && is_blank(c))
			as_it_is = false;
		if (!i && span_starts(line, "From "))
			as_it_is = false;
		if (column + (as_it_is ? 1 : 3) > QP_MAX) {
			buf_adds(out, "=\n");
			column = 0;
		}
		if (as_it_is)
			buf_addc(out, c);
		else
			buf_addf(out, "=%c%c", hex_digits[c >> 4],
				 hex_digits[c & 15]);
		column += as_it_is ? 1 : 3;
	}
}

void letter_body(struct buf *out, struct span body)
{
	bool quoted = needs_quoting(body), ascii = true;
	struct span line;

	for (size_t i = 0; ascii && i < body.len; i++)
		ascii = !(body.at[i] & 0x80);
	if (quoted || !ascii)
		buf_addf(out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: %s\n",
			 quoted ? "quoted-printable" : "8bit");
	buf_addc(out, '\n');
	while (span_line(&body, &line)) {
		if (quoted)
			add_quoted_line(out, line);
		else
			buf_add(out, line.at, line.len);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}

// SPDX-License-Identifier: GPL-2.0-only
/* File names in patches: quoted, stripped, with timestamps behind. */
#include "core/patch/parser.h"

#include "core/patch/safe-path.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

/* A line longer than this holds no names: no file system takes them. */
#define NAME_LINE_MAX 9000

/*
 * The byte that the C escape at *s (behind the backslash) stands for, or -1;
 * moves *s past it.
 */
static int unescape(struct span *s)
{
	static const char letter[] = "abfnrtv\\\"", byte[] = "\a\b\f\n\r\t\v\\\"";
	const char *found;
	int c;

	if (!s->len)
		return -1;
	c = (unsigned char)s->at[0];
	*s = span_skip(*s, 1);
	found = c ? strchr(letter, c) : NULL;
	if (found)
		return byte[found - letter];
	if (c < '0' || c > '3' || s->len < 2)
		return -1;
	c -= '0';
	for (int i = 0; i < 2; i++) {
		if (s->at[i] < '0' || s->at[i] > '7')
			return -1;
		c = c * 8 + s->at[i] - '0';
	}
	*s = span_skip(*s, 2);
	return c ? c : -1;
}

/* Takes a "quoted" name off *text into name. */
static bool unquote(struct span *text, struct buf *name)
{
	struct span s = span_skip(*text, 1);
	int c;

	while (s.len) {
		c = (unsigned char)s.at[0];
		s = span_skip(s, 1);
		if (c == '"') {
			*text = s;
			return true;
		}
		if (c == '\\')
			c = unescape(&s);
		if (c == -1)
			return false;
		buf_addc(name, (char)c);
	}
	return false;
}

/*
 * name without its first strip folders (runs of slashes count once); false when
 * it has no more than those.
 */
static bool strip_name(struct span *name, int strip)
{
	struct span s = *name;

	if (strip == STRIP_AB)
		strip = 1;
	for (; strip; strip--) {
		const char *slash = s.len ? memchr(s.at, '/', s.len) : NULL;

		if (!slash)
			return false;
		s = span_skip(s, slash - s.at);
		while (s.len && s.at[0] == '/')
			s = span_skip(s, 1);
	}
	*name = s;
	return s.len > 0;
}

static const char *stripped(struct parser *ps, struct span name, int strip)
{
	if (!name.len || memchr(name.at, '\0', name.len) ||
	    !strip_name(&name, strip))
		return NULL;
	return parser_own(ps, patch_path_clean(name));
}

const char *parser_name(struct parser *ps, struct span text, int strip,
			bool spaces_end, struct span *rest)
{
	size_t len = 0;

	text = without_cr(text);
	if (text.len && text.at[0] == '"') {
		struct span after = text;
		struct buf raw = { 0 };
		const char *name = NULL;

		if (unquote(&after, &raw)) {
			name = stripped(ps, buf_span(&raw), strip);
			*rest = after;
			buf_release(&raw);
			return name;
		}
		buf_release(&raw);
	}
	while (len < text.len && text.at[len] != '\t' &&
	       !(spaces_end && text.at[len] == ' '))
		len++;
	*rest = span_skip(text, len);
	return stripped(ps, (struct span){ text.at, len }, strip);
}

const char *parser_plain_name(struct parser *ps, struct span text,
			      struct span *rest)
{
	/*
	 * Spaces belong to the name only where a tab ends it (GNU
	 * patch, fetchname()).
	 */
	bool tab = text.len && memchr(text.at, '\t', text.len);

	while (text.len && text.at[0] == ' ')
		text = span_skip(text, 1);
	return parser_name(ps, text, ps->strip, !tab, rest);
}

/*
 * Both names unquoted: they are the halves around some space that agree
 * once stripped.
 */
static const char *halves(struct parser *ps, struct span text)
{
	struct span name = text;

	if (!strip_name(&name, ps->strip))
		return NULL;
	for (size_t len = 0; len < name.len; len++) {
		struct span second;

		if (name.at[len] != ' ' && name.at[len] != '\t')
			continue;
		second = span_skip(name, len + 1);
		if (second.len < len)
			return NULL;
		if (memcmp(second.at + second.len - len, name.at, len))
			continue;
		if (strip_name(&second, ps->strip) && second.len == len)
			return stripped(
				ps,
				(struct span){ text.at,
					       name.at + len - text.at },
				ps->strip);
	}
	return NULL;
}

const char *parser_git_name(struct parser *ps, struct span text)
{
	const char *first, *second, *quote;
	struct span rest;

	text = without_cr(text);
	if (!text.len || text.len > NAME_LINE_MAX)
		return NULL;
	quote = memchr(text.at, '"', text.len);
	if (!quote)
		return halves(ps, text);
	if (quote == text.at) {
		first = parser_name(ps, text, ps->strip, true, &rest);
		rest = span_trim(rest);
	} else {
		rest = span_skip(text, quote - text.at);
		text.len = quote - text.at;
		first = parser_name(ps, span_trim(text), ps->strip, false,
				    &text);
	}
	second = parser_name(ps, rest, ps->strip, false, &rest);
	return first && second && !strcmp(first, second) ? first : NULL;
}

bool is_dev_null(struct span text)
{
	size_t n = strlen("/dev/null");

	return span_starts(text, "/dev/null") &&
	       (text.len == n || strchr(" \t\r", text.at[n]));
}

/* Reads a number of exactly n digits off *s; -1 when there is none. */
static int digits(struct span *s, int n)
{
	int v = 0;

	if (s->len < (size_t)n)
		return -1;
	for (int i = 0; i < n; i++) {
		if (!is_digit(s->at[i]))
			return -1;
		v = v * 10 + s->at[i] - '0';
	}
	*s = span_skip(*s, n);
	return v;
}

static bool skip_char(struct span *s, char c)
{
	if (!s->len || s->at[0] != c)
		return false;
	*s = span_skip(*s, 1);
	return true;
}

/*
 * "1970-01-01 01:00:00.000000000 +0100" and the like: the moment 0, whatever
 * the zone. A zone that is missing is taken for the right one.
 */
bool is_epoch(struct span s)
{
	int day, hour, minute, zone = 0, sign;

	s = span_trim(s);
	if (span_starts(s, "1970-01-01 "))
		day = 0;
	else if (span_starts(s, "1969-12-31 "))
		day = -24;
	else
		return false;
	s = span_skip(s, strlen("1970-01-01 "));
	hour = digits(&s, 2);
	if (hour < 0 || !skip_char(&s, ':'))
		return false;
	minute = digits(&s, 2);
	if (minute < 0 || !skip_char(&s, ':') || digits(&s, 2) != 0)
		return false;
	if (skip_char(&s, '.'))
		while (skip_char(&s, '0'))
			;
	if (!s.len)
		return true;
	if (!skip_char(&s, ' ') || !s.len)
		return false;
	sign = s.at[0] == '-' ? -1 : 1;
	s = span_skip(s, 1);
	zone = digits(&s, 2) * 60;
	skip_char(&s, ':');
	zone += digits(&s, 2);
	return (day + hour) * 60 + minute == sign * zone;
}

int parser_check_name(struct parser *ps, long lineno, const char *name)
{
	const char *bad = name ? patch_path_refusal(name) : NULL;

	if (!bad)
		return 0;
	return parser_refuse(ps, lineno, "the name '%s' %s: a patch may not write there",
			     name, bad);
}

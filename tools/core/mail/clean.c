// SPDX-License-Identifier: GPL-2.0-only
/*
 * What git does to subjects, messages and authors before it makes a commit of
 * them.
 */
#include "core/mail/clean.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/ascii.h"

static void set_len(struct buf *b, size_t len)
{
	b->len = len;
	if (b->at)
		b->at[len] = '\0';
}

static void cut(struct buf *b, size_t at, size_t len)
{
	memmove(b->at + at, b->at + at + len, b->len - at - len);
	set_len(b, b->len - len);
}

static void trim(struct buf *b)
{
	size_t n = 0;

	while (b->len && is_space(b->at[b->len - 1]))
		b->len--;
	while (n < b->len && is_space(b->at[n]))
		n++;
	set_len(b, b->len);
	if (n)
		cut(b, 0, n);
}

void clean_spaces(struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		if (!is_space(b->at[i]))
			b->at[n++] = b->at[i];
		else if (!i || !is_space(b->at[i - 1]))
			b->at[n++] = ' ';
		/* at[i - 1] is still as it was: n never runs ahead of i. */
	}
	set_len(b, n);
}

/*
 * How long the "[...]" at s is that says nothing of the change: one with PATCH
 * in it. 0 for others.
 */
static size_t patch_tag(struct span s)
{
	const char *end = memchr(s.at, ']', s.len);

	s.len = end ? (size_t)(end + 1 - s.at) : 0;
	return span_find(s, "PATCH") ? s.len : 0;
}

/*
 * Length of the "[...]" at s, and of the white space behind it; 0 when it does
 * not close.
 */
static size_t other_tag(struct span s)
{
	const char *end = memchr(s.at, ']', s.len);
	size_t n = end ? (size_t)(end + 1 - s.at) : 0;

	return n && n < s.len && is_space(s.at[n]) ? n + 1 : n;
}

void clean_subject(struct buf *b)
{
	size_t at = 0, n;

	while (at < b->len) {
		struct span rest = span_skip(buf_span(b), at);

		if (is_blank(rest.at[0]) || rest.at[0] == ':') {
			n = 1;
		} else if (rest.len > 3 && span_starts_nocase(rest, "re:")) {
			n = 3;
		} else if (rest.at[0] == '[') {
			n = patch_tag(rest);
			if (!n) {
				n = other_tag(rest);
				if (!n)
					break;
				at += n;
				continue;
			}
		} else {
			break;
		}
		cut(b, at, n);
	}
	trim(b);
}

/* A word of a tag: "02/13". */
static bool read_number(const char *word, int *part, int *parts)
{
	char *slash, *end;
	long nr = strtol(word, &slash, 10), of;

	if (*slash != '/' || !is_digit(slash[1]))
		return false;
	of = strtol(slash + 1, &end, 10);
	if ((*end != ']' && !is_blank(*end)) || nr > of || of > 9999)
		return false;
	*part = nr;
	*parts = of;
	return true;
}

bool subject_number(const char *subject, int *part, int *parts)
{
	bool reply;

	*part = *parts = 0;
	subject += strspn(subject, " \t");
	reply = span_starts_nocase(span_of(subject), "re:");
	subject += reply ? 3 : 0;
	subject += strspn(subject, " \t");
	for (; *subject == '['; subject += strspn(subject, "] \t")) {
		for (; *subject && *subject != ']'; subject++)
			if (strchr("[ \t", *subject) &&
			    is_digit(subject[1]) &&
			    read_number(subject + 1, part, parts))
				return !reply;
	}
	return !reply;
}

const char *subject_untagged(const char *subject)
{
	const char *end;

	while (*subject == '[' && (end = strchr(subject, ']'))) {
		for (subject = end + 1; is_blank(*subject); subject++)
			;
	}
	return subject;
}

void clean_message(struct span s, struct buf *out)
{
	size_t empty = 0, start = out->len;
	struct span line;

	while (span_line(&s, &line)) {
		while (line.len && is_space(line.at[line.len - 1]))
			line.len--;
		if (!line.len) {
			empty++;
			continue;
		}
		if (empty && out->len > start)
			buf_addc(out, '\n');
		empty = 0;
		buf_add(out, line.at, line.len);
		buf_addc(out, '\n');
	}
}

/*
 * Copies a "quoted string" or a (comment) that begins behind *i, without
 * backslashes; comments keep their brackets and nest.
 */
static void unquote_until(struct span s, size_t *i, struct buf *out)
{
	int depth = s.at[*i] == '(';
	bool comment = depth, literal = false;

	if (comment)
		buf_addc(out, '(');
	while (++*i < s.len) {
		char c = s.at[*i];
		bool plain = !literal;

		literal = plain && c == '\\';
		if (literal)
			continue;
		if (plain && !comment && c == '"')
			return;
		buf_addc(out, c);
		if (plain && comment && c == '(')
			depth++;
		if (plain && comment && c == ')' && !--depth)
			return;
	}
}

static void unquote(struct span s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"' || s.at[i] == '(')
			unquote_until(s, &i, out);
		else
			buf_addc(out, s.at[i]);
	}
}

/*
 * git takes the address for the name when the name is none, or an unlikely one.
 */
static void prefer_sane_name(struct buf *name, const struct buf *email)
{
	if (name->len && name->len <= 60 && !strpbrk(name->at, "@<>"))
		return;
	buf_clear(name);
	buf_add(name, email->at, email->len);
}

/* "Name <word without @>": a made-up address is better than none. */
static void parse_bogus_from(struct span value, struct buf *name,
			     struct buf *email)
{
	const char *bra = value.len ? memchr(value.at, '<', value.len) : NULL;
	const char *ket = bra ? memchr(bra, '>', value.at + value.len - bra) :
				NULL;

	if (!ket)
		return;
	buf_add(email, bra + 1, ket - bra - 1);
	buf_add(name, value.at, bra - value.at);
	trim(name);
	prefer_sane_name(name, email);
}

void parse_from(struct span value, struct buf *name, struct buf *email)
{
	const char *found;
	size_t at, len;

	buf_clear(name);
	buf_clear(email);
	unquote(value, name);
	found = name->len ? memchr(name->at, '@', name->len) : NULL;
	if (!found) {
		buf_clear(name);
		parse_bogus_from(value, name, email);
		return;
	}
	/*
	 * The address is the word around @; what is left of the line is the
	 * name.
	 */
	at = found - name->at;
	while (at && !is_space(name->at[at - 1]) && name->at[at - 1] != '<')
		at--;
	if (at && name->at[at - 1] == '<')
		name->at[at - 1] = ' ';
	len = strcspn(name->at + at, " \n\t\r\v\f>");
	buf_add(email, name->at + at, len);
	cut(name, at, len + (at + len < name->len));
	clean_spaces(name);
	trim(name);
	if (name->len >= 2 && name->at[0] == '(' &&
	    name->at[name->len - 1] == ')') {
		set_len(name, name->len - 1);
		cut(name, 0, 1);
	}
	prefer_sane_name(name, email);
}

static bool is_crud(char c)
{
	return (unsigned char)c <= ' ' || strchr(".,:;<>\"\\'", c);
}

void clean_ident(struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++)
		if (!strchr("\n<>", b->at[i]))
			b->at[n++] = b->at[i];
	set_len(b, n);
	while (b->len && is_crud(b->at[b->len - 1]))
		set_len(b, b->len - 1);
	n = 0;
	while (n < b->len && is_crud(b->at[n]))
		n++;
	if (n)
		cut(b, 0, n);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Kernel releases and their order. */
#include "core/text/release.h"

#include <limits.h>
#include <string.h>

#include "core/text/ascii.h"

/* Reads a number of up to six digits; false when there is none. */
static bool read_number(struct span *s, int *n)
{
	size_t digits = 0;

	*n = 0;
	while (digits < s->len && is_digit(s->at[digits])) {
		if (digits == 6)
			return false;
		*n = *n * 10 + (s->at[digits++] - '0');
	}
	*s = span_skip(*s, digits);
	return digits;
}

bool kver_read(struct kver *v, struct span *s)
{
	struct span rest = *s;

	*v = (struct kver){ .rc = INT_MAX };
	if (span_starts(rest, "v"))
		rest = span_skip(rest, 1);
	if (!read_number(&rest, &v->part[v->nr++]))
		return false;
	while (v->nr < 3 && rest.len > 1 && rest.at[0] == '.' &&
	       is_digit(rest.at[1])) {
		rest = span_skip(rest, 1);
		if (!read_number(&rest, &v->part[v->nr++]))
			return false;
	}
	if (v->nr < 2)
		return false;
	if (span_starts(rest, "-rc")) {
		rest = span_skip(rest, 3);
		if (!read_number(&rest, &v->rc))
			return false;
	}
	if (span_starts(rest, ".x") || span_starts(rest, ".y"))
		rest = span_skip(rest, 2);
	if (span_starts(rest, "+"))
		rest = span_skip(rest, 1);
	*s = rest;
	return true;
}

int kver_compare(const struct kver *a, const struct kver *b)
{
	for (int i = 0; i < 3; i++)
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	return (a->rc > b->rc) - (a->rc < b->rc);
}

int kver_compare_names(const char *a, const char *b, bool *known)
{
	struct span sa = span_of(a ? a : ""), sb = span_of(b ? b : "");
	struct kver va, vb;
	bool both = kver_read(&va, &sa) && kver_read(&vb, &sb);

	if (known)
		*known = both;
	return both ? kver_compare(&va, &vb) : 0;
}

/* The value of "NAME = value" in the Makefile; empty when it is not set. */
static struct span variable(struct span makefile, const char *name)
{
	struct span rest = makefile, line;

	while (span_line(&rest, &line)) {
		if (!span_starts(line, name))
			continue;
		line = span_trim(span_skip(line, strlen(name)));
		if (span_starts(line, "="))
			return span_trim(span_skip(line, 1));
	}
	return span_of("");
}

static bool is_number(struct span s)
{
	int n;

	return read_number(&s, &n) && !s.len;
}

/* "-rc2", "-cip80": what may stand in a file's name. */
static bool is_suffix(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_letter_or_digit(s.at[i]) &&
		    !memchr("-._+~", s.at[i], 5))
			return false;
	return true;
}

void kver_of_makefile(struct buf *name, struct span makefile)
{
	struct span major = variable(makefile, "VERSION");
	struct span minor = variable(makefile, "PATCHLEVEL");
	struct span sub = variable(makefile, "SUBLEVEL");
	struct span extra = variable(makefile, "EXTRAVERSION");

	buf_clear(name);
	if (!is_number(major) || !is_number(minor))
		return;
	buf_addf(name, "v%.*s.%.*s", (int)major.len, major.at, (int)minor.len,
		 minor.at);
	if (is_number(sub) && !span_is(sub, "0"))
		buf_addf(name, ".%.*s", (int)sub.len, sub.at);
	if (is_suffix(extra))
		buf_add(name, extra.at, extra.len);
}

bool kver_may_be(const char *called, const char *release)
{
	struct span c = span_of(called), r = span_of(release);
	struct kver wanted, is;

	if (!kver_read(&wanted, &c) || !kver_read(&is, &r))
		return true;
	for (int i = 0; i < wanted.nr; i++)
		if (wanted.part[i] != is.part[i])
			return false;
	/* A package's own number, as in 6.12.3-1, is not the Makefile's. */
	return wanted.rc == is.rc && (!r.len || span_equals(c, r));
}

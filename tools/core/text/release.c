// SPDX-License-Identifier: GPL-2.0-only
/* Kernel releases and their order. */
#include "core/text/release.h"

#include <limits.h>

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

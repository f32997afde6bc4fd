// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patches without a mail's header: plain messages, StGit's and Mercurial's
 * exports.
 */
#include "core/mail/plain.h"

#include "core/text/ascii.h"

#define HG "# HG changeset patch"

/*
 * True when the header has a field that only mails and DEP-3, SUSE's or
 * Debian's headers have.
 */
static bool has_header(struct span text)
{
	static const char *const others[] = {
		"Message-Id", "MIME-Version", "Content-Type", "Received",
		"Return-Path", "Content-Transfer-Encoding", "Origin",
		"Forwarded", "Git-commit", "Patch-mainline",
	};
	struct span line, value;

	while (span_line(&text, &line) && line.len) {
		if (is_blank(line.at[0]))
			continue;
		if (!is_header(line))
			return false;
		if (span_starts(line, "From ") || span_starts(line, ">From "))
			return true;
		for (int i = 0; i < FIELDS; i++)
			if (is_field(line, field_name(i), &value))
				return true;
		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
			if (is_field(line, others[i], &value))
				return true;
	}
	return false;
}

static void set_field(struct reader *r, enum field field, struct span value)
{
	buf_clear(&r->outer.value[field]);
	buf_add(&r->outer.value[field], value.at, value.len);
	r->outer.there[field] = true;
}

/* "1139965222 18000", seconds west of UTC, as "1139965222 -0500". */
static void set_hg_date(struct reader *r, struct span value)
{
	size_t n = span_digits(value);
	struct span zone = span_trim(span_skip(value, n));
	bool east = span_starts(zone, "-");
	struct buf date = { 0 };
	long west = 0;

	zone = span_skip(zone, east);
	for (size_t i = 0; i < span_digits(zone) && west < 100000; i++)
		west = west * 10 + zone.at[i] - '0';
	buf_addf(&date, "%.*s %c%02ld%02ld", (int)n, value.at, east ? '+' : '-',
		 west / 3600, west / 60 % 60);
	set_field(r, DATE, buf_span(&date));
	buf_release(&date);
}

/* Mercurial's lines begin with #, the subject follows them. */
static void read_hg(struct reader *r)
{
	while (next_line(r, &r->line) && span_starts(buf_span(&r->line), "#")) {
		struct span line = span_trim(buf_span(&r->line));

		if (span_starts(line, "# User "))
			set_field(r, FROM, span_skip(line, strlen("# User ")));
		else if (span_starts(line, "# Date "))
			set_hg_date(r, span_trim(span_skip(line,
							   strlen("# Date "))));
	}
}

/* "commit ID upstream.", a note or a line of the diff is no subject. */
static bool can_be_subject(struct span line)
{
	return line.len && line.at[0] != '[' && !span_starts(line, "commit ") &&
	       !span_starts(line, "diff ") && !span_starts(line, "--- ") &&
	       !span_starts(line, "Index: ") && !span_starts(line, "#");
}

bool plain_top(struct reader *r)
{
	struct span line, rest, below = { "", 0 };
	bool hg = span_starts(r->rest, HG);

	if (!hg && has_header(r->rest))
		return false;
	if (hg)
		read_hg(r);
	else
		next_line(r, &r->line);
	line = span_trim(buf_span(&r->line));
	rest = r->rest;
	span_line(&rest, &below);
	if (!can_be_subject(line) || span_trim(below).len)
		return true;
	set_field(r, SUBJECT, line);
	r->plain = !hg;
	buf_clear(&r->line);
	buf_addc(&r->line, '\n');
	return true;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What distributions want in a header beside the kernel's own rules. */
#include "core/check/rules-dep3-suse.h"

#include <strings.h>

#include "core/mail/upstream-id.h"

#define W(s)	(int)(s).len, (s).at

void check_dep3_description(struct checking *c)
{
	if (!first_tag(c, "Description") && !first_tag(c, "Subject"))
		complain_line(c, 1, "neither a Description: nor a Subject: field");
}

void check_dep3_origin(struct checking *c)
{
	static const char *const kinds[] = { "upstream", "backport", "vendor",
					     "other" };
	const struct tag *origin = first_tag(c, "Origin");
	struct span kind;
	size_t n = 0;

	if (!origin) {
		if (!first_tag(c, "Author") && !first_tag(c, "From"))
			complain_line(c, 1, "neither an Origin: nor an Author: field");
		return;
	}
	kind = origin->value;
	while (n < kind.len && kind.at[n] != ',')
		n++;
	if (n == kind.len) {
		if (!is_url(kind) && !span_starts(kind, "commit:") &&
		    !span_equals_nocase(kind, span_of("vendor")))
			complain_at(c, origin->line.at, "'%.*s': wanted a URL or commit:ID, perhaps behind 'upstream, ', 'backport, ', 'vendor, ' or 'other, '",
				    W(origin->line));
		return;
	}
	kind.len = n;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (span_equals_nocase(span_trim(kind), span_of(kinds[i])))
			return;
	complain_at(c, origin->line.at, "'%.*s' is no kind of origin; DEP-3 knows upstream, backport, vendor and other",
		    W(span_trim(kind)));
}

void check_dep3_forwarded(struct checking *c)
{
	const struct tag *t = first_tag(c, "Forwarded");

	if (t && !span_equals_nocase(t->value, span_of("no")) &&
	    !span_equals_nocase(t->value, span_of("not-needed")) &&
	    !span_equals_nocase(t->value, span_of("yes")) && !is_url(t->value))
		complain_at(c, t->line.at, "'%.*s': wanted no, not-needed, yes or a URL",
			    W(t->line));
}

static int number(struct span s)
{
	int n = 0;

	for (size_t i = 0; i < s.len; i++)
		n = n * 10 + (s.at[i] - '0');
	return n;
}

static bool is_date(struct span s)
{
	int month, day;

	if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' ||
	    span_digits(s) != 4 || span_digits(span_skip(s, 5)) != 2 ||
	    span_digits(span_skip(s, 8)) != 2)
		return false;
	month = number((struct span){ s.at + 5, 2 });
	day = number((struct span){ s.at + 8, 2 });
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

void check_dep3_last_update(struct checking *c)
{
	const struct tag *t = first_tag(c, "Last-Update");

	if (t && !is_date(t->value))
		complain_at(c, t->line.at, "'%.*s': wanted a date as YYYY-MM-DD",
			    W(t->line));
}

void check_dep3_bug(struct checking *c)
{
	for (size_t i = 0; i < c->tags.nr; i++) {
		const struct tag *t = &c->tags.tag[i];

		if (!span_equals_nocase(t->key, span_of("Bug")) &&
		    (t->key.len < 5 || !span_starts_nocase(t->key, "Bug-")))
			continue;
		if (!is_url(t->value))
			complain_at(c, t->line.at, "'%.*s': wanted the bug's URL",
				    W(t->line));
	}
}

/* How much of s is a release, "v4.11-rc2"; 0 when it begins with none. */
static size_t release_length(struct span s)
{
	size_t n = span_starts(s, "v"), dots = 0, part;

	while ((part = span_digits(span_skip(s, n)))) {
		n += part;
		if (n == s.len || s.at[n] != '.')
			break;
		n++;
		dots++;
	}
	if (!dots || !part)
		return 0;
	if (span_starts(span_skip(s, n), "-rc"))
		n += 3 + span_digits(span_skip(s, n + 3));
	return n;
}

/* A release, or "v4.10 or v4.11-rc1 (next release)". */
static bool is_release(struct span s)
{
	size_t n = release_length(s);

	if (!n || n == s.len)
		return n;
	s = span_skip(s, n);
	if (!span_starts(s, " or "))
		return false;
	s = span_skip(s, 4);
	n = release_length(s);
	return n && span_equals_nocase(span_trim(span_skip(s, n)),
				       span_of("(next release)"));
}

static bool is_queued(struct span s)
{
	return span_starts_nocase(s, "Queued");
}

/*
 * "Never, it is for SUSE alone": a word and a reason, the comma may be left
 * out.
 */
static bool is_excuse(struct span s)
{
	static const char *const words[] = { "Submitted", "Not yet", "Never",
					     "No", "Depends on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		if (s.len <= n || strncasecmp(s.at, words[i], n))
			continue;
		if (s.at[n] == ',')
			n++;
		if (n < s.len && s.at[n] == ' ' &&
		    span_trim(span_skip(s, n)).len)
			return true;
	}
	return false;
}

void check_suse_subject(struct checking *c)
{
	const struct tag *t = first_tag(c, "Subject");

	if (!t || !t->value.len)
		complain_line(c, 1, "no Subject: tag");
}

void check_suse_mainline(struct checking *c)
{
	const struct tag *t = first_tag(c, "Patch-mainline");

	if (!t)
		complain_line(c, 1, "no Patch-mainline: tag");
	else if (!is_release(t->value) && !is_queued(t->value) &&
		 !is_excuse(t->value))
		complain_at(c, t->line.at, "'%.*s': wanted the release (v4.11-rc2), 'Queued in subsystem maintainer repository', 'Submitted, DATE - LIST', 'Not yet, REASON' or 'Never, REASON'",
			    W(t->line));
}

/*
 * A commit's 40 hex digits, " (partial)" behind them when part of it was left
 * out.
 */
static bool is_suse_commit(struct span s)
{
	return span_hex(s) == COMMIT_ID_WHOLE &&
	       (s.len == COMMIT_ID_WHOLE ||
		span_equals_nocase(span_skip(s, COMMIT_ID_WHOLE),
				   span_of(" (partial)")));
}

void check_suse_commit(struct checking *c)
{
	const struct tag *mainline = first_tag(c, "Patch-mainline");
	const struct tag *t = first_tag(c, "Git-commit");
	bool upstream = mainline && (is_queued(mainline->value) ||
				     is_release(mainline->value));

	if (t && !is_suse_commit(t->value))
		complain_at(c, t->line.at, "'%.*s': wanted the commit's 40 hex digits, perhaps ' (partial)' behind them",
			    W(t->line));
	else if (!t && upstream)
		complain_at(c, mainline->line.at, "it is upstream and no Git-commit: tag says which commit");
	else if (t && mainline && is_excuse(mainline->value))
		complain_at(c, t->line.at, "a Git-commit: tag, and '%.*s' says that it is not upstream",
			    W(mainline->line));
	if (t && c->s->want_id && span_hex(t->value) == COMMIT_ID_WHOLE &&
	    !commit_ids_agree((struct span){ t->value.at, COMMIT_ID_WHOLE },
			      span_of(c->s->want_id)))
		complain_at(c, t->line.at, "Git-commit is %.40s, the fix's is %s",
			    t->value.at, c->s->want_id);
}

void check_suse_repo(struct checking *c)
{
	const struct tag *mainline = first_tag(c, "Patch-mainline");
	const struct tag *t = first_tag(c, "Git-repo");
	bool queued = mainline && is_queued(mainline->value);

	if (queued && !t)
		complain_at(c, mainline->line.at, "it is queued and no Git-repo: tag says where");
	else if (t && !queued)
		complain_at(c, t->line.at, "a Git-repo: tag is for what is queued in a maintainer's repository alone");
	else if (t && !memchr(t->value.at, '/', t->value.len))
		complain_at(c, t->line.at, "'%.*s': wanted the repository's URL",
			    W(t->line));
}

void check_suse_references(struct checking *c)
{
	const struct tag *t = first_tag(c, "References");

	if (!t)
		complain_line(c, 1, "no References: tag (bsc#NUMBER, jsc#..., CVE-..., git-fixes)");
	else if (!t->value.len)
		complain_at(c, t->line.at, "References: is empty");
}

/* True when the address of "Name <address>" is one of SUSE's. */
static bool is_of_suse(struct span person)
{
	static const char *const domains[] = { "@suse.com", "@suse.de",
					       "@suse.cz", "@novell.com" };
	struct span address = address_of(person);

	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++) {
		size_t n = strlen(domains[i]);

		if (address.len > n &&
		    span_starts_nocase(span_skip(address, address.len - n),
				       domains[i]))
			return true;
	}
	return false;
}

void check_suse_person(struct checking *c)
{
	static const char *const keys[] = { "From", "Signed-off-by", "Acked-by",
					    "Reviewed-by" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct tag *t;
		size_t from = 0;

		while ((t = tags_next(&c->tags, keys[i], &from)))
			if (is_of_suse(t->value))
				return;
	}
	complain_line(c, 1, "nobody at suse.com, suse.de or suse.cz wrote, signed off, acked or reviewed it");
}

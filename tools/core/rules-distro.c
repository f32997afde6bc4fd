// SPDX-License-Identifier: GPL-2.0-only
/* What distributions want in a header beside the kernel's own rules. */
#include "rules.h"

#include <strings.h>

#define W(s)	(int)(s).len, (s).at

static const struct tag *first_tag(const struct checking *c, const char *key)
{
	size_t from = 0;

	return tags_next(&c->tags, key, &from);
}

static bool equals(struct span s, const char *word)
{
	return s.len == strlen(word) && !strncasecmp(s.at, word, s.len);
}

static bool is_url(struct span s)
{
	return span_starts(s, "http://") || span_starts(s, "https://") ||
	       span_starts(s, "mailto:") || span_starts(s, "ftp://");
}

static size_t digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	return n;
}

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
		if (!is_url(kind) && !span_starts(kind, "commit:") && !equals(kind, "vendor"))
			complain_at(c, origin->line.at, "'%.*s': wanted a URL or commit:ID, perhaps behind 'upstream, ', 'backport, ', 'vendor, ' or 'other, '",
				    W(origin->line));
		return;
	}
	kind.len = n;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (equals(span_trim(kind), kinds[i]))
			return;
	complain_at(c, origin->line.at, "'%.*s' is no kind of origin; DEP-3 knows upstream, backport, vendor and other",
		    W(span_trim(kind)));
}

void check_dep3_forwarded(struct checking *c)
{
	const struct tag *t = first_tag(c, "Forwarded");

	if (t && !equals(t->value, "no") && !equals(t->value, "not-needed") &&
	    !equals(t->value, "yes") && !is_url(t->value))
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
	    digits(s) != 4 || digits(span_skip(s, 5)) != 2 ||
	    digits(span_skip(s, 8)) != 2)
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

		if (!equals(t->key, "Bug") &&
		    (t->key.len < 5 || strncasecmp(t->key.at, "Bug-", 4)))
			continue;
		if (!is_url(t->value))
			complain_at(c, t->line.at, "'%.*s': wanted the bug's URL",
				    W(t->line));
	}
}

/* "v4.11-rc2": the release that has it. */
static bool is_release(struct span s)
{
	return s.len > 2 && s.at[0] == 'v' && digits(span_skip(s, 1)) &&
	       memchr(s.at, '.', s.len) && !memchr(s.at, ' ', s.len);
}

static bool is_queued(struct span s)
{
	return s.len >= 6 && !strncasecmp(s.at, "Queued", 6);
}

void check_suse_mainline(struct checking *c)
{
	static const char *const excuses[] = { "Submitted, ", "Not yet, ",
					       "Never, ", "No, " };
	const struct tag *t = first_tag(c, "Patch-mainline");

	if (!t) {
		complain_line(c, 1, "no Patch-mainline: tag");
		return;
	}
	if (is_release(t->value) || is_queued(t->value))
		return;
	for (size_t i = 0; i < sizeof(excuses) / sizeof(*excuses); i++)
		if (t->value.len > strlen(excuses[i]) &&
		    !strncasecmp(t->value.at, excuses[i], strlen(excuses[i])))
			return;
	complain_at(c, t->line.at, "'%.*s': wanted the release (v4.11-rc2), 'Queued in subsystem maintainer repository', 'Submitted, DATE - LIST', 'Not yet, REASON' or 'Never, REASON'",
		    W(t->line));
}

void check_suse_commit(struct checking *c)
{
	const struct tag *mainline = first_tag(c, "Patch-mainline");
	const struct tag *t = first_tag(c, "Git-commit");
	bool queued = mainline && is_queued(mainline->value);

	if (t && (hex_length(t->value) != 40 || (t->value.len > 40 &&
						 t->value.at[40] != ' ')))
		complain_at(c, t->line.at, "'%.*s': wanted the commit's 40 hex digits",
			    W(t->line));
	else if (!t && mainline && (queued || is_release(mainline->value)))
		complain_at(c, mainline->line.at, "it is upstream and no Git-commit: tag says which commit");
	if (queued && !first_tag(c, "Git-repo"))
		complain_at(c, mainline->line.at, "it is queued and no Git-repo: tag says where");
	if (t && c->s->want_id && hex_length(t->value) == 40 &&
	    strncasecmp(t->value.at, c->s->want_id, 40))
		complain_at(c, t->line.at, "Git-commit is %.40s, the fix's is %s",
			    t->value.at, c->s->want_id);
}

void check_suse_references(struct checking *c)
{
	const struct tag *t = first_tag(c, "References");

	if (!t)
		complain_line(c, 1, "no References: tag (bsc#NUMBER, jsc#..., CVE-..., git-fixes)");
	else if (!t->value.len)
		complain_at(c, t->line.at, "References: is empty");
	else if (!span_contains(t->value, "#") &&
		 !span_contains(t->value, "CVE-") &&
		 !span_contains(t->value, "git-fixes"))
		complain_at(c, t->line.at, "'%.*s' names no bug: wanted bsc#NUMBER, jsc#..., CVE-... or git-fixes",
			    W(t->line));
}

void check_suse_person(struct checking *c)
{
	if (!first_tag(c, "Signed-off-by") && !first_tag(c, "Acked-by") &&
	    !first_tag(c, "Reviewed-by"))
		complain_line(c, 1, "no Signed-off-by:, Acked-by: or Reviewed-by: line");
}

/* A line of where a patch came from. */
struct provenance {
	struct span line, id;
	bool backported;	/* "(backported from" */
	size_t at;		/* into the message */
};

static bool read_provenance(struct span line, struct provenance *p)
{
	static const char *const starts[] = { "(cherry picked from commit ",
					      "(backported from commit ",
					      "(cherry-picked from " };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (!span_starts(line, starts[i]))
			continue;
		p->line = line;
		p->id = span_skip(line, strlen(starts[i]));
		p->id.len = hex_length(p->id);
		p->backported = i == 1;
		return true;
	}
	return false;
}

/* The last such line of the message; false when there is none. */
static bool find_provenance(const struct checking *c, struct provenance *p)
{
	struct span rest = c->s->message, line;
	bool found = false;

	while (span_line(&rest, &line))
		if (read_provenance(line, p)) {
			p->at = line.at - c->s->message.at;
			found = true;
		}
	return found;
}

static void check_id(struct checking *c, const struct provenance *p)
{
	if (p->id.len != 40)
		complain_at(c, p->line.at, "'%.*s': the id has %zu hex digits, not 40",
			    W(p->line), p->id.len);
	else if (c->s->want_id && strncasecmp(p->id.at, c->s->want_id, 40))
		complain_at(c, p->line.at, "the commit is %.*s, the fix's is %s",
			    W(p->id), c->s->want_id);
}

/* True when a [ name: what was changed ] stands behind the line. */
static bool note_follows(const struct checking *c, const struct provenance *p)
{
	for (size_t i = 0; i < c->s->notes->nr; i++)
		if (!c->s->notes->note[i].silence &&
		    c->s->notes->note[i].at > p->at)
			return true;
	return false;
}

void check_ubuntu_buglink(struct checking *c)
{
	static const char url[] = "https://bugs.launchpad.net/bugs/";
	struct span rest = c->s->message, line = { "", 0 }, number_of;
	struct tags tags;

	while (span_line(&rest, &line) && !span_trim(line).len)
		;
	line = span_trim(line);
	tags_read(&tags, line);
	if (span_starts(line, "CVE-")) {
		if (digits(span_skip(line, 4)) != 4)
			complain_at(c, line.at, "'%.*s': wanted CVE-YEAR-NUMBER",
				    W(line));
	} else if (!tags.nr || !equals(tags.tag[0].key, "BugLink")) {
		complain_at(c, line.at, "the description does not begin with 'BugLink: %sNUMBER'",
			    url);
	} else {
		number_of = tags.tag[0].value;
		if (!span_starts(number_of, url) ||
		    digits(span_skip(number_of, sizeof(url) - 1)) !=
		    number_of.len - (sizeof(url) - 1) ||
		    number_of.len < sizeof(url))
			complain_at(c, line.at, "'%.*s': wanted the short form, %sNUMBER",
				    W(line), url);
	}
	tags_release(&tags);
}

void check_ubuntu_provenance(struct checking *c)
{
	struct provenance p;

	if (!find_provenance(c, &p)) {
		complain_line(c, 0, "neither '(cherry picked from commit ID)' nor '(backported from commit ID)'");
		return;
	}
	check_id(c, &p);
	if (!memmem(p.line.at, c->s->message.at + c->s->message.len - p.line.at,
		    "Signed-off-by:", 14))
		complain_at(c, p.line.at, "nobody signed off behind '%.*s'",
			    W(p.line));
}

void check_ubuntu_note(struct checking *c)
{
	struct provenance p;

	if (find_provenance(c, &p) && p.backported && !note_follows(c, &p))
		complain_at(c, p.line.at, "it is a backport and no [ name: what was changed ] follows");
}

/* The type that an Android subject begins with; NULL when it has none. */
static const char *android_type(const struct checking *c)
{
	static const char *const types[] = { "UPSTREAM: ", "BACKPORT: ",
		"FROMGIT: ", "FROMLIST: ", "ANDROID: " };

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (span_starts(span_of(c->s->mail->subject), types[i]))
			return types[i];
	/* A backport of what is not in mainline yet. */
	if (span_starts(span_of(c->s->mail->subject), "BACKPORT: FROM"))
		return types[1];
	return NULL;
}

void check_android_prefix(struct checking *c)
{
	if (!android_type(c))
		complain_line(c, 1, "the subject '%s' begins with none of UPSTREAM:, BACKPORT:, FROMGIT:, FROMLIST: and ANDROID:",
			      c->s->mail->subject);
}

void check_android_change_id(struct checking *c)
{
	const struct tag *t = first_tag(c, "Change-Id");

	if (!t)
		complain_line(c, 0, "no Change-Id: line");
	else if (t->value.len != 41 || t->value.at[0] != 'I' ||
		 hex_length(span_skip(t->value, 1)) != 40)
		complain_at(c, t->line.at, "'%.*s': wanted I and 40 hex digits",
			    W(t->line));
}

void check_android_bug(struct checking *c)
{
	const struct tag *t = first_tag(c, "Bug");

	if (!t)
		complain_line(c, 0, "no Bug: line");
	else if (!digits(t->value))
		complain_at(c, t->line.at, "'%.*s': wanted the bug's number",
			    W(t->line));
}

void check_android_provenance(struct checking *c)
{
	const char *type = android_type(c);
	struct provenance p;

	if (!type || !strcmp(type, "ANDROID: ") || !strcmp(type, "FROMLIST: "))
		return;
	if (!find_provenance(c, &p))
		complain_line(c, 0, "the subject says %.*s and no '(cherry picked from commit ID)' follows",
			      (int)strlen(type) - 1, type);
	else
		check_id(c, &p);
}

void check_android_note(struct checking *c)
{
	const char *type = android_type(c);
	struct provenance p;

	if (type && !strcmp(type, "BACKPORT: ") && find_provenance(c, &p) &&
	    !note_follows(c, &p))
		complain_at(c, p.line.at, "it is a backport and no [ name: what was changed ] follows");
}

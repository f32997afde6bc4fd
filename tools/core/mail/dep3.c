// SPDX-License-Identifier: GPL-2.0-only
/* A mail's header as DEP-3 has it. */
#include "core/mail/dep3.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "core/mail/header-tags.h"
#include "core/mail/trailers.h"
#include "core/mail/upstream-id.h"

#define COMMIT	"https://git.kernel.org/linus/"

/*
 * Trailers that become fields, and under what name; NULL: left out, the Origin
 * says it.
 */
static const struct {
	const char *key, *field;
} fields[] = {
	{ "Signed-off-by", "Signed-off-by" },
	{ "Co-developed-by", "Co-developed-by" },
	{ "Acked-by", "Acked-by" },
	{ "Reviewed-by", "Reviewed-by" },
	{ "Tested-by", "Tested-by" },
	{ "Reported-by", "Reported-by" },
	{ "Suggested-by", "Suggested-by" },
	{ "Fixes", "Fixes" },
	{ "Link", "Link" },
	{ "BugLink", "Bug" },
	{ "Bugzilla", "Bug" },
	{ "Closes", "Bug" },
	{ "Cc", NULL },
};

#define NR_FIELDS	(sizeof(fields) / sizeof(*fields))

/* Which of the fields a tag is; NR_FIELDS for none. */
static size_t field_of(const struct tag *t)
{
	size_t i = 0;

	while (i < NR_FIELDS && !tag_is(t, fields[i].key))
		i++;
	return i;
}

static const struct tag *tag_at(const struct tags *t, size_t at)
{
	for (size_t i = 0; i < t->nr; i++)
		if (t->tag[i].at == at && field_of(&t->tag[i]) < NR_FIELDS)
			return &t->tag[i];
	return NULL;
}

/* True for the line that names the upstream commit: the Origin does. */
static bool names_upstream(struct span message, size_t line_at, size_t len)
{
	size_t from = 0, at = 0;

	while (upstream_id_next(message, &from, &at).len)
		if (at >= line_at && at <= line_at + len)
			return true;
	return false;
}

/* The message without what becomes a field; empty lines in a row are one. */
static void add_description(struct buf *out, struct span message,
			    const struct tags *t)
{
	struct span rest = message, line;
	bool empty = true;
	size_t at = 0;

	for (; span_line(&rest, &line); at = (size_t)(rest.at - message.at)) {
		if (tag_at(t, at) || names_upstream(message, at, line.len))
			continue;
		if (!span_trim(line).len) {
			empty = true;
			continue;
		}
		if (empty)
			buf_adds(out, " .\n");
		empty = false;
		buf_addf(out, " %.*s\n", (int)line.len, line.at);
	}
}

static void add_trailers(struct buf *out, const struct tags *t)
{
	for (size_t i = 0; i < t->nr; i++) {
		size_t field = field_of(&t->tag[i]);

		if (field < NR_FIELDS && fields[field].field)
			buf_addf(out, "%s: %.*s\n", fields[field].field,
				 (int)t->tag[i].value.len, t->tag[i].value.at);
	}
}

/* What the header says, else what is known; neither: no field. */
static void add_field(struct buf *out, const char *field, struct span text,
		      const char *known)
{
	struct span value = header_tag(text, field);

	if (!value.len && known)
		value = span_of(known);
	if (value.len)
		buf_addf(out, "%s: %.*s\n", field, (int)value.len, value.at);
}

static void add_date(struct buf *out, const struct mail *m, const char *date)
{
	time_t when = m->when + 60LL * m->zone_min;
	struct tm tm;
	char text[32];

	if (!date && m->dated && gmtime_r(&when, &tm) &&
	    strftime(text, sizeof(text), "%Y-%m-%d", &tm))
		date = text;
	if (date)
		buf_addf(out, "Last-Update: %s\n", date);
}

void dep3_write(struct buf *out, const struct mail *m, const struct dep3 *d)
{
	struct span message = span_of(m->body);
	struct tags t;

	tags_read(&t, message);
	buf_addf(out, "Description: %s\n", *m->subject ? m->subject :
		 d->subject);
	add_description(out, message, &t);
	if (*m->name || *m->email)
		buf_addf(out, "Author: %s <%s>\n", m->name, m->email);
	if (d->upstream)
		buf_addf(out, "Origin: backport, " COMMIT "%s\n", d->upstream);
	else
		add_field(out, "Origin", d->text, NULL);
	add_field(out, "Forwarded", d->text, d->upstream ? "not-needed" : "no");
	if (!d->upstream)
		add_field(out, "Applied-Upstream", d->text, NULL);
	else
		buf_addf(out, "Applied-Upstream: %s%scommit:%s\n",
			 d->since ? d->since : "", d->since ? ", " : "",
			 d->upstream);
	add_trailers(out, &t);
	header_tags_add(out, d->text, message);
	add_date(out, m, d->date);
	buf_adds(out, "---\n");
	tags_release(&t);
}

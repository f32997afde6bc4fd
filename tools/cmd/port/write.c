// SPDX-License-Identifier: GPL-2.0-only
/* backport port: the variant's text. */
#include "cmd/port/write.h"

#include <stdlib.h>
#include <string.h>

#include "core/port/header.h"
#include "core/mail/write.h"
#include "sys/git/commit.h"

/* One line per hunk that had to change: where, and how. */
static void add_notes(const struct ported *p, const char *who, struct buf *out)
{
	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++) {
			const struct port_hunk *h = &p->part[i].result.hunk[k];
			const struct file_diff *s = p->part[i].diff;

			if (h->rung == PORT_EXACT)
				continue;
			buf_addf(out, "[ %s: ", who);
			if (h->function.len)
				buf_addf(out, "%.*s(): ",
					 (int)h->function.len, h->function.at);
			else
				buf_addf(out, "%s: ", p->part[i].path ?
					 p->part[i].path : s->old_name ?
					 s->old_name : s->new_name);
			buf_adds(out, port_rung_describe(h->rung));
			if (h->why[0])
				buf_addf(out, ", %s", h->why);
			buf_adds(out, " ]\n");
		}
}

/*
 * The file's own header, or for a mail that was encoded, one that says the same
 * in plain text.
 */
static void add_header(const struct variant *v, struct buf *out)
{
	struct span rest = buf_span(&v->text), line;
	const struct mail *m = &v->mail;

	if (v->diff_lineno < 0) {
		buf_addf(out, "From: %s <%s>\n", m->name, m->email);
		if (m->dated)
			letter_date(out, m->when, m->zone_min);
		buf_addf(out, "Subject: [PATCH] %s\n\n%s", m->subject, m->body);
		return;
	}
	for (long i = 0; i < v->diff_lineno && span_line(&rest, &line); i++) {
		if (span_equals(line, span_of("---")))
			break;
		buf_add(out, line.at, line.len);
		buf_addc(out, '\n');
	}
}

int port_write(const struct port_run *r, const struct ported *p,
	       struct buf *out, struct diag *why)
{
	struct buf header = { 0 }, notes = { 0 };
	struct ident who = { 0 };
	int ret = ident_committer(&who, r->from.repo ? r->from.repo : r->cache,
				  why);

	if (!ret) {
		add_header(&r->patch, &header);
		add_notes(p, who.name, &notes);
		port_header_write(&(struct port_header){
			buf_span(&header),
			r->upstream[0] ? r->upstream : NULL,
			buf_span(&notes) }, out);
		if (out->len)
			buf_adds(out, "---\n");
		ret = ported_diff(p, out, why);
	}
	ident_release(&who);
	buf_release(&header);
	buf_release(&notes);
	return ret;
}

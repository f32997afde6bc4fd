// SPDX-License-Identifier: GPL-2.0-only
/* backport port: the variant's text. */
#include "cmd/port/write.h"

#include <stdlib.h>
#include <string.h>

#include "core/port/header.h"
#include "core/mail/write.h"
#include "sys/git/commit.h"

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

int port_write(const struct port_run *r, const struct port_mail *m,
	       const struct ported *p, struct buf *out, struct diag *why)
{
	struct buf header = { 0 }, notes = { 0 };
	struct ident who = { 0 };
	int ret = ident_committer(&who, r->cache, why);

	if (!ret) {
		add_header(&m->variant, &header);
		ported_notes(p, who.name, &notes);
		port_header_write(&(struct port_header){
			buf_span(&header),
			m->upstream[0] ? m->upstream : NULL,
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

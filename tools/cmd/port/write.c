// SPDX-License-Identifier: GPL-2.0-only
/* backport port: the variant's text. */
#include "cmd/port/write.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/write.h"
#include "sys/git/commit.h"

/*
 * The file's own header, or for a mail that was encoded, one that says the same
 * in plain text, made in *plain.
 */
static struct span header_of(const struct variant *v, struct buf *plain)
{
	struct span text = buf_span(&v->text), rest = text, line;
	const struct mail *m = &v->mail;

	if (v->diff_lineno < 0) {
		buf_addf(plain, "From: %s <%s>\n", m->name, m->email);
		if (m->dated)
			letter_date(plain, m->when, m->zone_min);
		buf_addf(plain, "Subject: [PATCH] %s\n\n%s", m->subject,
			 m->body);
		return buf_span(plain);
	}
	for (long i = 0; i < v->diff_lineno && span_line(&rest, &line); i++)
		;
	return (struct span){ text.at, (size_t)(rest.at - text.at) };
}

int port_write(const struct port_run *r, const struct port_mail *m,
	       const struct ported *p, struct buf *out, struct diag *why)
{
	struct buf plain = { 0 };
	struct ident who = { 0 };
	int ret = ident_committer(&who, r->cache, why);

	if (!ret)
		ret = ported_write(p, &(struct port_header){
			.text = header_of(&m->variant, &plain),
			.upstream = m->upstream[0] ? m->upstream : NULL,
			}, who.name, out, why);
	ident_release(&who);
	buf_release(&plain);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What changed since a run, as a mail to those who watch the matrix. */
#include "core/report/change-mail.h"

#include <stdlib.h>

#include "core/mail/write.h"
#include "core/report/table.h"

static void add_subject(const struct change_mail *m, struct buf *out)
{
	struct matrix_count count = matrix_count(m->now);
	struct buf sum = { 0 };
	char *subject;

	matrix_sum_line(&count, &sum);
	subject = xstrfmt("[backport] %s: %zu change%s since run %ld, now %.*s",
			  m->now->project, m->nr_changes,
			  plural(m->nr_changes), m->run,
			  (int)span_trim(buf_span(&sum)).len, sum.at);
	letter_field(out, "Subject", subject);
	free(subject);
	buf_release(&sum);
}

void report_change_mail(const struct change_mail *m, struct buf *out)
{
	struct buf body = { 0 };

	buf_addf(&body, "Since run %ld, which ended %s:\n\n%.*s\n", m->run,
		 m->ended, (int)m->changes.len, m->changes.at);
	report_table(m->now, 0, false, &body);
	if (m->url)
		buf_addf(&body, "\n%s/report.html\n", m->url);
	letter_addresses(out, "From", m->from);
	letter_addresses(out, "To", m->to);
	add_subject(m, out);
	letter_date(out, m->when, 0);
	buf_addf(out, "Message-ID: <%s>\nAuto-Submitted: auto-generated\n",
		 m->id);
	letter_body(out, buf_span(&body));
	buf_release(&body);
}

// SPDX-License-Identifier: GPL-2.0-only
/* backport export: what backport check would say of the mails. */
#include "cmd/export/errors.h"

#include <stdlib.h>

#include "cmd/export/out.h"
#include "core/check/rules.h"
#include "core/mail/header-tags.h"
#include "sys/series/variant.h"

/* The patch as it is mailed, without the evidence. */
static void mailed(const struct export_patch *p, struct buf *out)
{
	const struct mail *m = &p->mail;

	if (*m->name || *m->email)
		buf_addf(out, "From: %s <%s>\n", m->name, m->email);
	buf_addf(out, "Subject: [PATCH] %s\n\n", export_subject(p));
	stable_message(out, m, buf_span(&p->text),
		       p->fix ? p->fix->upstream : NULL);
	buf_adds(out, "---\n");
	buf_add(out, p->diff.at, p->diff.len);
}

/* An error of the findings that no note silences; NULL for none. */
static char *first_error(const struct findings *f, const char *name)
{
	for (size_t i = 0; i < f->nr; i++)
		if (!f->finding[i].rule->warns && !f->finding[i].silence)
			return xstrfmt("%s: %s [%s]", name, f->finding[i].text,
				       f->finding[i].rule->id);
	return NULL;
}

static char *errors_of(const struct export_patch *p)
{
	struct findings f = { 0 };
	struct buf text = { 0 };
	struct variant v;
	struct diag why = { 0 };
	char *error = NULL;

	mailed(p, &text);
	if (variant_of_diff(&v, p->entry->name, &text, &why)) {
		error = xstrfmt("%s: %s", p->entry->name, why.text);
	} else {
		struct submission s = {
			.path = v.path, .text = buf_span(&v.text),
			.header = v.message, .message = v.message,
			.mail = &v.mail, .patch = &v.patch, .notes = &v.notes,
			.want_id = p->fix ? p->fix->upstream : NULL,
			.is_own = p->fix && !p->fix->upstream,
			.want_subject = p->fix ? p->fix->subject : NULL,
		};

		rules_check(&f, &s, PROFILE_STABLE);
		error = first_error(&f, p->entry->name);
	}
	findings_release(&f);
	variant_release(&v);
	return error;
}

char *export_errors(const struct export *x)
{
	char *error = NULL;

	for (size_t i = 0; i < x->nr && !error; i++)
		error = errors_of(&x->patch[i]);
	return error;
}

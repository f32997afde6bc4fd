// SPDX-License-Identifier: GPL-2.0-only
/* Rules on the diff itself. */
#include "core/check/rules-diff.h"

#include "core/mail/upstream-id.h"
#include "core/text/ascii.h"

/*
 * stable-kernel-rules.rst: "It cannot be bigger than 100 lines, with context."
 */
#define LINES_MOST 100

void check_size(struct checking *c)
{
	const struct patch *p = c->s->patch;
	size_t nr = 0;

	for (size_t i = 0; i < p->nr; i++)
		for (size_t j = 0; j < p->diff[i].nr; j++)
			nr += p->diff[i].hunk[j].nr;
	if (nr > LINES_MOST)
		complain_line(c, 0, "%zu lines with context, more than %d; if it must be, add '[ backport-check: ignore size: why ]'",
			      nr, LINES_MOST);
}

/* A line that a second mail of a mailbox would begin with. */
static bool begins_mail(struct span line)
{
	return span_starts(line, "From ") && line.len > 46 &&
	       span_hex(span_skip(line, 5)) == 40;
}

void check_one_fix(struct checking *c)
{
	struct span rest = c->s->text, line, first;
	size_t from = 0, at = 0, mails = 0;

	while (span_line(&rest, &line))
		if (begins_mail(line) && ++mails == 2)
			complain_at(c, line.at, "a second mail begins here: one patch a file");
	first = upstream_id_next(c->s->message, &from, NULL);
	while (first.len) {
		struct span next = upstream_id_next(c->s->message, &from, &at);

		if (!next.len)
			break;
		if (!commit_ids_agree(next, first)) {
			complain_at(c, c->s->message.at + at, "a second upstream commit, %.*s: carry each fix in a patch of its own",
				    (int)next.len, next.at);
			break;
		}
	}
}

/* What is wrong with the white space of an added line; NULL when nothing is. */
static const char *damage(struct span s)
{
	size_t indent = 0;

	if (!s.len)
		return NULL;
	if (s.at[s.len - 1] == '\r')
		return "ends in a carriage return";
	if (is_blank(s.at[s.len - 1]))
		return "ends in white space";
	while (indent < s.len && is_blank(s.at[indent]))
		indent++;
	for (size_t i = 0; i + 1 < indent; i++)
		if (s.at[i] == ' ' && s.at[i + 1] == '\t')
			return "has a space before a tab";
	if (span_starts(s, "<<<<<<< ") || span_starts(s, ">>>>>>> "))
		return "is a conflict marker";
	return NULL;
}

/* The line of the file where line at of a hunk stands. */
static long hunk_lineno(const struct submission *s, const struct hunk *h,
			size_t at)
{
	long lineno = h->lineno + 1 + (long)at;

	for (size_t i = 0; i < at; i++)
		lineno += h->line[i].no_eol;
	return mail_patch_line(s->mail, lineno);
}

void check_whitespace(struct checking *c)
{
	const struct patch *p = c->s->patch;

	for (size_t i = 0; i < p->nr; i++)
		for (size_t j = 0; j < p->diff[i].nr; j++) {
			const struct hunk *h = &p->diff[i].hunk[j];

			for (size_t k = 0; k < h->nr; k++) {
				const char *what = h->line[k].kind == '+' ?
					damage(h->line[k].text) : NULL;

				if (what)
					complain_line(c,
						      hunk_lineno(c->s, h, k),
						      "an added line %s", what);
			}
		}
}

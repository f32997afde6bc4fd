// SPDX-License-Identifier: GPL-2.0-only
/* Finds the file diffs in the text around them. */
#include "core/patch/parser.h"

#include "core/patch/not-a-patch.h"
#include "core/text/buf.h"

static void add_file_diff(struct parser *ps, const struct file_diff *s)
{
	struct patch *p = ps->p;

	if (!p->nr)
		p->header.len = s->text.at - p->header.at;
	p->diff = grow_for_one(p->diff, p->nr, &ps->diff_cap, sizeof(*p->diff));
	p->diff[p->nr++] = *s;
}

/* A file diff's last line is behind us: completes and keeps it. */
static int end_file_diff(struct parser *ps, struct draft *d, enum state state)
{
	if (state == IN_OLD)
		return parser_refuse(ps, ps->lineno, "a +++ line should follow the --- line above: a damaged patch? make the diff again");
	/* git, too, takes a diff --git line that nothing follows for text. */
	if (state == IN_GIT && ps->lineno == d->s.lineno + 1) {
		ps->lone_name = d->s.lineno;
		*d = (struct draft){ 0 };
		return 0;
	}
	if (check_file_diff(ps, d))
		return -1;
	add_file_diff(ps, &d->s);
	ps->lone_name = 0;
	*d = (struct draft){ 0 };
	return 0;
}

/* File diffs stand in the text's order, and so do their hunks and lines. */
static void link_file_diffs(struct patch *p)
{
	struct hunk *h = p->hunk;
	struct hunk_line *l = p->line;

	for (size_t i = 0; i < p->nr; i++) {
		p->diff[i].hunk = h;
		for (size_t k = 0; k < p->diff[i].nr; k++, h++) {
			h->line = l;
			l += h->nr;
		}
	}
}

/* Nothing to apply in this text: is that because of what it is? */
static int check_diffless(struct parser *ps)
{
	const char *what;
	long lineno;

	if (ps->stray_hunk)
		return parser_refuse(ps, ps->stray_hunk, "a hunk that belongs to no file: its --- and +++ lines are missing; make the diff again");
	if (ps->foreign)
		return parser_refuse(ps, ps->foreign, "%s; make the diff again as a unified one (diff -u)",
				     ps->foreign_name);
	what = not_a_patch(ps->p->header, &lineno);
	return what ? parser_refuse(ps, lineno, "%s", what) : 0;
}

static int parse(struct parser *ps, struct draft *d)
{
	enum state state = OUTSIDE;

	while (!ps->at_end || state != OUTSIDE) {
		const struct header_row *row = header_row(ps, state);

		if (!row && state != OUTSIDE) {
			if (end_file_diff(ps, d, state))
				return -1;
			state = OUTSIDE;
			continue;
		}
		if (row) {
			if (row->fn &&
			    row->fn(ps, d,
				    span_skip(ps->line, strlen(row->prefix))))
				return -1;
			state = row->next;
			/*
			 * These have gone on to the line behind what they read.
			 */
			if (state == IN_HUNKS || state == IN_BINARY)
				continue;
		} else {
			note_lone_name(ps);
			if (!ps->p->nr)
				note_foreign(ps);
		}
		parser_next(ps);
	}
	return ps->p->nr ? 0 : check_diffless(ps);
}

int patch_parse(struct patch *p, struct span text, int strip, const char *path,
		struct diag *why)
{
	struct draft d = { 0 };
	struct parser ps = {
		.p = p, .path = path, .why = why, .strip = strip,
		.lineno = 1,
	};
	int ret;

	/* A byte order mark: editors put it there, and nothing wants it. */
	if (span_starts(text, UTF8_MARK))
		text = span_skip(text, strlen(UTF8_MARK));
	*p = (struct patch){ .header = text };
	ps.text = text;
	ps.at_end = !text.len;
	ps.line = parser_peek(&ps, 0);
	ret = parse(&ps, &d);
	link_file_diffs(p);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Patches: finds the file diffs in the text around them, and keeps, reverses and frees them. */
#include "core/patch/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/text/buf.h"

void parser_next(struct parser *ps)
{
	size_t step = ps->line.len + 1;
	const char *lf;

	ps->lineno++;
	if (step >= ps->text.len) {
		ps->text = span_skip(ps->text, ps->text.len);
		ps->line = ps->text;
		ps->at_end = true;
		return;
	}
	ps->text = span_skip(ps->text, step);
	lf = memchr(ps->text.at, '\n', ps->text.len);
	ps->line = (struct span){ ps->text.at, lf ? (size_t)(lf - ps->text.at) : ps->text.len };
}

struct span parser_peek(const struct parser *ps, int n)
{
	struct span rest = ps->text, line = { "", 0 };

	for (int i = 0; i <= n; i++)
		if (!span_line(&rest, &line))
			return (struct span){ "", 0 };
	return line;
}

int parser_refuse(struct parser *ps, long lineno, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return diag_set(ps->why, ps->path, lineno, "%s", text);
}

static void add_file_diff(struct parser *ps, const struct file_diff *s)
{
	struct patch *p = ps->p;

	if (!p->nr)
		p->header.len = s->text.at - p->header.at;
	if (p->nr == ps->diff_cap) {
		ps->diff_cap = ps->diff_cap ? ps->diff_cap * 2 : 4;
		p->diff = grow_array(p->diff, ps->diff_cap,
					sizeof(*p->diff));
	}
	p->diff[p->nr++] = *s;
}

/* A file diff's last line is behind us: completes and keeps it. */
static int end_file_diff(struct parser *ps, struct draft *d, enum state state)
{
	if (state == IN_OLD)
		return parser_refuse(ps, ps->lineno, "a +++ line should follow the --- line above: a damaged patch? make the diff again");
	/* git, too, takes a diff --git line that nothing follows for text. */
	if (state == IN_GIT && ps->lineno == d->s.lineno + 1) {
		*d = (struct draft){ 0 };
		return 0;
	}
	if (check_file_diff(ps, d))
		return -1;
	add_file_diff(ps, &d->s);
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
	if (ps->stray_hunk)
		return parser_refuse(ps, ps->stray_hunk, "a hunk that belongs to no file: its --- and +++ lines are missing; make the diff again");
	if (ps->foreign)
		return parser_refuse(ps, ps->foreign, "%s; make the diff again as a unified one (diff -u)",
				     ps->foreign_name);
	return 0;
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
			if (row->fn && row->fn(ps, d, span_skip(ps->line, strlen(row->prefix))))
				return -1;
			state = row->next;
			/* These have gone on to the line behind what they read. */
			if (state == IN_HUNKS || state == IN_BINARY)
				continue;
		} else if (!ps->p->nr) {
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
		.text = text, .at_end = !text.len, .lineno = 1,
	};
	int ret;

	*p = (struct patch){ .header = text };
	ps.line = parser_peek(&ps, 0);
	ret = parse(&ps, &d);
	link_file_diffs(p);
	return ret;
}

static void swap_names(const char **a, const char **b)
{
	const char *t = *a;

	*a = *b;
	*b = t;
}

static void reverse_hunk(struct hunk *h)
{
	long start = h->old_start, nr = h->old_nr;

	h->old_start = h->new_start;
	h->old_nr = h->new_nr;
	h->new_start = start;
	h->new_nr = nr;
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != ' ')
			h->line[i].kind = h->line[i].kind == '-' ? '+' : '-';
}

static void reverse_file_diff(struct file_diff *s)
{
	struct file_diff was = *s;

	swap_names(&s->old_name, &s->new_name);
	swap_names(&s->candidate[0], &s->candidate[1]);
	s->old_mode = was.new_mode;
	s->new_mode = was.old_mode;
	s->create = was.remove;
	s->remove = was.create;
	s->may_create = false;
	s->old_id = was.new_id;
	s->new_id = was.old_id;
	s->forward = was.reverse;
	s->reverse = was.forward;
	for (size_t i = 0; i < s->nr; i++)
		reverse_hunk(&s->hunk[i]);
}

void patch_reverse(struct patch *p)
{
	p->reversed = !p->reversed;
	for (size_t i = 0; i < p->nr; i++)
		reverse_file_diff(&p->diff[i]);
	/* What the last file diff did to a file has to go first. */
	for (size_t i = 0; i < p->nr / 2; i++) {
		struct file_diff t = p->diff[i];

		p->diff[i] = p->diff[p->nr - 1 - i];
		p->diff[p->nr - 1 - i] = t;
	}
}

void patch_release(struct patch *p)
{
	for (size_t i = 0; i < p->name_nr; i++)
		free(p->name[i]);
	free(p->name);
	free(p->diff);
	free(p->hunk);
	free(p->line);
	*p = (struct patch){ 0 };
}

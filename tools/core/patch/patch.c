// SPDX-License-Identifier: GPL-2.0-only
/* A parsed patch: turned round, and freed. */
#include "core/patch/patch.h"

#include <stdlib.h>

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

void patch_map_lines(struct patch *p, patch_line_fn *map, const void *arg)
{
	for (size_t i = 0; i < p->nr; i++) {
		struct file_diff *d = &p->diff[i];

		d->lineno = map(arg, d->lineno);
		d->forward.lineno = map(arg, d->forward.lineno);
		d->reverse.lineno = map(arg, d->reverse.lineno);
		for (size_t k = 0; k < d->nr; k++)
			d->hunk[k].lineno = map(arg, d->hunk[k].lineno);
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

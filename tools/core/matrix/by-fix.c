// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as rows: each fix of each branch. */
#include "core/matrix/by-fix.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Takes the boots of one fix's check, and their worst outcome. */
static void take_boots(struct matrix_stage *to, const struct matrix_stage *from,
		       const char *fix)
{
	*to = *from;
	to->boot = NULL;
	to->nr_boots = 0;
	if (!from->nr_boots)
		return;
	to->boot = grow_array(NULL, from->nr_boots, sizeof(*to->boot));
	for (size_t i = 0; i < from->nr_boots; i++) {
		const struct matrix_boot *boot = &from->boot[i];

		if (!boot->fix || strcmp(boot->fix, fix))
			continue;
		if (!to->nr_boots || boot->outcome > to->outcome) {
			to->outcome = boot->outcome;
			to->reason = boot->reason;
		}
		to->boot[to->nr_boots++] = *boot;
	}
	if (to->nr_boots)
		return;
	/* what others' checks came to says nothing of this one's */
	to->outcome = SKIP;
	to->reason = "its check was not booted";
}

static void take_stages(struct matrix_branch *row)
{
	const struct matrix_branch *b = row->of;
	struct matrix_stage *s = new_array(stage_count(row->nr_steps),
					   sizeof(*s));

	row->stage = s;
	s[STAGE_TREE] = b->stage[STAGE_TREE];
	s[STAGE_APPLY] = b->stage[STAGE_APPLY];
	for (size_t k = 0; k < row->nr_steps; k++) {
		s[stage_build(k)] = *matrix_build(b, row->first + k);
		take_boots(&s[stage_boot(k, row->nr_steps)],
			   matrix_boot(b, row->first + k), row->fixes);
	}
}

bool matrix_has_rows(const struct matrix_branch *b)
{
	return b->nr_fixes > 1 || (b->nr_fixes == 1 && b->nr_steps > 2);
}

static void make_row(struct matrix_branch *row, const struct matrix_branch *b,
		     size_t fix, enum row_steps steps)
{
	const struct matrix_fix *f;
	struct buf name = { 0 };

	*row = *b;
	if (!matrix_has_rows(b))
		return;
	f = &b->fix[fix];
	buf_addf(&name, "%s %s", b->name, f->name);
	row->name = buf_detach(&name);
	row->of = b;
	row->fixes = f->name;
	row->fix = &b->fix[fix];
	row->nr_fixes = 1;
	row->verdict = f->verdict;
	row->reason = f->reason;
	row->own = f->step ? f->step : b->nr_steps - 1;
	if (steps == ROW_OWN_STEPS) {
		row->first = row->own - 1;
		row->own = 1;
		row->nr_steps = 2;
	}
	take_stages(row);
}

static void add_rows(struct matrix *rows, const struct matrix_branch *b,
		     enum row_steps steps)
{
	size_t nr = b->nr_fixes ? b->nr_fixes : 1;

	rows->branch = grow_array(rows->branch, rows->nr + nr,
				  sizeof(*rows->branch));
	for (size_t f = 0; f < nr; f++)
		make_row(&rows->branch[rows->nr++], b, f, steps);
}

void matrix_by_fix(struct matrix *rows, const struct matrix *m,
		   enum row_steps steps)
{
	*rows = *m;
	rows->nr = 0;
	rows->branch = NULL;
	for (size_t i = 0; i < m->nr; i++)
		add_rows(rows, &m->branch[i], steps);
}

void matrix_rows_of(struct matrix *rows, const struct matrix_branch *b,
		    enum row_steps steps)
{
	*rows = (struct matrix){ 0 };
	add_rows(rows, b, steps);
}

void matrix_rows_sort(struct matrix *rows)
{
	struct matrix_branch *sorted = grow_array(NULL, rows->nr + 1,
						  sizeof(*sorted));
	size_t nr = 0;

	for (size_t v = 0; v < NR_VERDICTS; v++)
		for (size_t i = 0; i < rows->nr; i++)
			if (rows->branch[i].verdict == verdict_order[v])
				sorted[nr++] = rows->branch[i];
	assert(nr == rows->nr);
	free(rows->branch);
	rows->branch = sorted;
}

static bool is_alike(const struct matrix_branch *a,
		     const struct matrix_branch *b)
{
	const char *why, *other;

	matrix_rate_branch(a, &why);
	matrix_rate_branch(b, &other);
	return a->of && a->of == b->of && a->verdict == b->verdict &&
	       why && other && !strcmp(why, other);
}

size_t matrix_rows_alike(const struct matrix *rows, size_t i)
{
	size_t end = i + 1;

	while (end < rows->nr &&
	       is_alike(&rows->branch[i], &rows->branch[end]))
		end++;
	return end - i;
}

void matrix_rows_name(const struct matrix *rows, size_t i, size_t nr,
		      struct buf *out)
{
	const struct matrix_branch *row = &rows->branch[i];

	if (nr > 1 && nr == row->of->nr_fixes)
		row = row->of;
	buf_adds(out, row->name);
	if (nr > 1 && row->of)
		buf_addf(out, " and %zu more", nr - 1);
}

static void release_row(struct matrix_branch *row)
{
	if (!row->of)
		return;
	for (size_t k = 0; k < row->nr_steps; k++)
		free(row->stage[stage_boot(k, row->nr_steps)].boot);
	free(row->stage);
	free((char *)row->name);
}

void matrix_rows_release(struct matrix *rows)
{
	for (size_t i = 0; i < rows->nr; i++)
		release_row(&rows->branch[i]);
	free(rows->branch);
	*rows = (struct matrix){ 0 };
}

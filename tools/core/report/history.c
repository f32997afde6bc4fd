// SPDX-License-Identifier: GPL-2.0-only
/* The matrices of the past: a table, sparklines, and what changed. */
#include "core/report/history.h"

#include <stdlib.h>
#include <string.h>

#include "core/matrix/by-fix.h"
#include "core/text/diag.h"

#define BRANCHES_MAX	64	/* columns */
#define ID_SHOWN	12	/* digits of a hash */

static const char *const blocks[] = {
	"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█",
};
static const char ascii[] = "_.,-~=*#";

void spark_add(struct buf *out, const double *value, size_t nr, bool utf8)
{
	double most = 0;

	for (size_t i = 0; i < nr; i++)
		if (value[i] > most)
			most = value[i];
	for (size_t i = 0; i < nr; i++) {
		int at = most > 0 ? (int)(value[i] / most * 7 + 0.5) : 0;

		if (value[i] < 0)
			buf_addc(out, ' ');
		else if (utf8)
			buf_adds(out, blocks[at]);
		else
			buf_addc(out, ascii[at]);
	}
}

static const struct matrix_branch *branch_of(const struct matrix *r,
					     const char *name)
{
	for (size_t i = 0; i < r->nr; i++)
		if (!strcmp(r->branch[i].name, name))
			return &r->branch[i];
	return NULL;
}

/* The branches of all runs, those of the newest run first. */
static size_t all_branches(const struct past_run *run, size_t nr,
			   const char **name)
{
	size_t n = 0;

	while (nr--)
		for (size_t i = 0; i < run[nr].report->nr; i++) {
			const char *is = run[nr].report->branch[i].name;
			size_t k = 0;

			while (k < n && strcmp(name[k], is))
				k++;
			if (k == n && n < BRANCHES_MAX)
				name[n++] = is;
		}
	return n;
}

/* "2026-11-22T12:04:33Z" without its T and seconds. */
static void add_when(struct buf *out, const char *when)
{
	struct span s = span_of(when);

	buf_addf(out, "%.*s", s.len < 10 ? (int)s.len : 10, s.at);
	buf_addf(out, " %.5s", s.len > 11 ? s.at + 11 : "     ");
}

static int width_of(const char *name)
{
	const int least = strlen("no verdict");

	return (int)strlen(name) > least ? (int)strlen(name) : least;
}

/* Ends a line without the blanks of its last column. */
static void end_line(struct buf *out)
{
	while (out->len && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
	buf_addc(out, '\n');
}

static void add_runs(const struct past_run *run, size_t nr, const char **name,
		     size_t nr_names, struct buf *out)
{
	buf_adds(out, " run  ended (UTC)      ");
	for (size_t k = 0; k < nr_names; k++)
		buf_addf(out, " %-*s", width_of(name[k]), name[k]);
	end_line(out);
	for (size_t i = 0; i < nr; i++) {
		buf_addf(out, "%4ld  ", run[i].nr);
		add_when(out, run[i].report->when);
		buf_adds(out, " ");
		for (size_t k = 0; k < nr_names; k++) {
			const struct matrix_branch *b =
				branch_of(run[i].report, name[k]);

			buf_addf(out, " %-*s", width_of(name[k]),
				 b ? verdict_name(b->verdict) : "-");
		}
		end_line(out);
	}
}

static void add_times(const struct past_run *run, size_t nr, const char *name,
		      bool utf8, struct buf *out)
{
	double *value = grow_array(NULL, nr, sizeof(*value));
	double last = -1, most = -1;
	char one[32], other[32];

	for (size_t i = 0; i < nr; i++) {
		const struct matrix_branch *b = branch_of(run[i].report, name);
		bool any = false;
		double sum = b ? matrix_seconds(b, &any) : 0;

		value[i] = any ? sum : -1;
		last = any ? sum : last;
		most = value[i] > most ? value[i] : most;
	}
	if (most >= 0) {
		buf_addf(out, "%s: ", name);
		spark_add(out, value, nr, utf8);
		buf_addf(out, " last %s, longest %s\n",
			 matrix_duration(last, one, sizeof(one)),
			 matrix_duration(most, other, sizeof(other)));
	}
	free(value);
}

/* Adds a value, or its first bytes (cut, 0: all), on one line. */
static void add_value(struct buf *out, const char *value, int cut)
{
	struct span rest = span_trim(span_of(value)), line;
	size_t from = out->len;

	if (cut)
		rest.len = cut;
	while (span_line(&rest, &line))
		buf_addf(out, "%.*s%s", (int)line.len, line.at,
			 rest.len ? ", " : "");
	if (out->len > from)
		diag_plain(out->at + from);
}

static void add_change(struct buf *out, const char *branch, const char *what,
		       const char *then, const char *now)
{
	int cut = 0;

	/* Two hashes: their beginnings will do. */
	if (!strncmp(then, "sha256:", 7) && !strncmp(now, "sha256:", 7))
		cut = 7 + ID_SHOWN;
	else if (strlen(then) >= 40 && strlen(now) == strlen(then) &&
		 then[strspn(then, "0123456789abcdef")] == '\0' &&
		 now[strspn(now, "0123456789abcdef")] == '\0')
		cut = ID_SHOWN;
	buf_addf(out, "%s: %s: ", branch, what);
	add_value(out, then, cut);
	buf_adds(out, " -> ");
	add_value(out, now, cut);
	buf_addc(out, '\n');
}

/* Names the inputs of one stage that another has not, or has otherwise. */
static size_t change_inputs(const char *name, const char *stage,
			    const struct matrix_stage *then,
			    const struct matrix_stage *now, struct buf *out)
{
	struct buf what = { 0 };
	size_t nr = 0;

	for (size_t k = 0; k < then->nr_inputs + now->nr_inputs; k++) {
		bool gone = k >= now->nr_inputs;
		const struct matrix_input *in = gone ?
			&then->input[k - now->nr_inputs] : &now->input[k];
		const char *was = matrix_input(then, in->name),
			   *is = matrix_input(now, in->name);

		if (gone ? is != NULL : was && !strcmp(was, is))
			continue;
		buf_clear(&what);
		buf_addf(&what, "%s: %s", stage, in->name);
		add_change(out, name, what.at, was ? was : "none",
			   is ? is : "none");
		nr++;
	}
	buf_release(&what);
	return nr;
}

static size_t change_stage(const struct matrix_branch *then,
			   const struct matrix_branch *now, size_t i,
			   struct buf *out)
{
	static const struct matrix_stage none;
	struct stage_id id = stage_id(i, now->nr_steps);
	size_t at;
	const struct matrix_stage *a = stage_of(id.name, then->nr_steps, &at) ?
					       &then->stage[at] : &none,
				  *b = &now->stage[i];
	size_t nr = 0;

	if (a->there != b->there ||
	    (a->there && a->outcome != b->outcome)) {
		add_change(out, now->name, id.name,
			   a->there ? outcome_name(a->outcome) : "not run",
			   b->there ? outcome_name(b->outcome) : "not run");
		nr++;
	}
	if (a->there && b->there)
		nr += change_inputs(now->name, id.name, a, b, out);
	return nr;
}

/* A verdict per fix; that of a branch of one fix is the branch's. */
static size_t change_verdicts(const struct matrix_branch *then,
			      const struct matrix_branch *now, struct buf *out)
{
	struct matrix was, is;
	size_t nr = 0;

	matrix_rows_of(&was, then, ROW_OWN_STEPS);
	matrix_rows_of(&is, now, ROW_OWN_STEPS);
	for (size_t i = 0; i < is.nr; i++) {
		const struct matrix_branch *b = &is.branch[i];
		const struct matrix_branch *a = branch_of(&was, b->name);

		if (a && a->verdict == b->verdict)
			continue;
		add_change(out, b->name, "verdict",
			   a ? verdict_name(a->verdict) : "none",
			   verdict_name(b->verdict));
		nr++;
	}
	matrix_rows_release(&is);
	matrix_rows_release(&was);
	return nr;
}

size_t report_changes(const struct matrix *then, const struct matrix *now,
		      struct buf *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < now->nr; i++) {
		const struct matrix_branch *b = &now->branch[i];
		const struct matrix_branch *a = branch_of(then, b->name);

		if (!a) {
			buf_addf(out, "%s: was not in it\n", b->name);
			nr++;
			continue;
		}
		nr += change_verdicts(a, b, out);
		if (a->nr_steps != b->nr_steps) {
			buf_addf(out, "%s: %zu steps -> %zu\n", b->name,
				 a->nr_steps, b->nr_steps);
			nr++;
			continue;
		}
		for_each_judged_stage(k, b->nr_steps)
			nr += change_stage(a, b, k, out);
	}
	return nr;
}

/* The runs' verdicts, a column per branch and fix. */
static void add_verdicts(const struct past_run *run, size_t nr,
			 struct buf *out)
{
	struct past_run *past = grow_array(NULL, nr + 1, sizeof(*past));
	struct matrix *rows = grow_array(NULL, nr + 1, sizeof(*rows));
	const char *name[BRANCHES_MAX];

	for (size_t i = 0; i < nr; i++) {
		matrix_by_fix(&rows[i], run[i].report, ROW_OWN_STEPS);
		past[i] = (struct past_run){ run[i].nr, &rows[i] };
	}
	add_runs(past, nr, name, all_branches(past, nr, name), out);
	for (size_t i = 0; i < nr; i++)
		matrix_rows_release(&rows[i]);
	free(rows);
	free(past);
}

void report_past(const struct past_run *run, size_t nr, bool utf8,
		 struct buf *out)
{
	const char *name[BRANCHES_MAX];
	size_t n = all_branches(run, nr, name);

	add_verdicts(run, nr, out);
	buf_addc(out, '\n');
	for (size_t k = 0; k < n; k++)
		add_times(run, nr, name[k], utf8, out);
	if (nr < 2)
		return;
	buf_addf(out, "\nfrom run %ld to run %ld:\n", run[nr - 2].nr,
		 run[nr - 1].nr);
	if (!report_changes(run[nr - 2].report, run[nr - 1].report, out))
		buf_adds(out, "nothing changed\n");
}

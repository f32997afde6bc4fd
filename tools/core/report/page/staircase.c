// SPDX-License-Identifier: GPL-2.0-only
/*
 * The staircase: as a check fails up to its fix's step and passes from there
 * on, the fixes in the order of the series make stairs.
 */
#include "core/report/page/staircase.h"

#include <string.h>

#include "core/matrix/by-fix.h"
#include "core/report/escape.h"

/* What a cell shows: never by its colour alone. */
struct cell {
	const char *letter, *class, *words;
};

/*
 * The boot that tells: the worst of those of a fix's check at a step; before
 * the fix one mode that fails as wanted is enough, whatever others do.
 */
static const struct matrix_boot *telling_boot(const struct matrix_branch *row,
					      size_t step)
{
	const struct matrix_stage *s = matrix_boot(row, step);
	const struct matrix_boot *worst = NULL, *wanted = NULL;

	for (size_t i = 0; i < s->nr_boots; i++) {
		const struct matrix_boot *boot = &s->boot[i];

		if (!worst || boot->outcome > worst->outcome)
			worst = boot;
		if (!wanted && boot->signature)
			wanted = boot;
	}
	return wanted && worst->outcome == FAIL && row->verdict == PROVED &&
	       matrix_wants_fail(row, stage_boot(step, row->nr_steps)) ?
	       wanted : worst;
}

/*
 * P and F as they are wanted, p and f where they are not: the check passes
 * before its fix, or fails with it.
 */
static struct cell cell_of(const struct matrix_branch *row, size_t step,
			   const struct matrix_boot *boot)
{
	size_t stage = stage_boot(step, row->nr_steps);
	const struct matrix_stage *build = matrix_build(row, step);
	bool before = matrix_wants_fail(row, stage);

	if (build->there && build->outcome == FAIL)
		return (struct cell){ "B", "x", "does not build" };
	if (!boot)
		return (struct cell){ "\xc2\xb7", "", "not booted" };
	switch (boot->outcome) {
	case PASS:
		if (before)
			return (struct cell){ "P!", "p x", "passes before" };
		return (struct cell){ "P", "p", "passes" };
	case FAIL:
		if (before && boot->signature)
			return (struct cell){ "F", "f", "fails as wanted" };
		return (struct cell){ "F!", "f x", before ?
			"fails otherwise than the signature" :
			"fails with the fix" };
	case SKIP:
		return (struct cell){ "S", "", "is skipped" };
	case ERROR:
		break;
	}
	return (struct cell){ "E", "x", "error" };
}

static void add_cell(const struct page *p, const struct matrix_branch *row,
		     size_t step)
{
	const struct matrix_boot *boot = telling_boot(row, step);
	const struct matrix_log *log = boot ? &boot->log :
		matrix_build(row, step)->outcome == FAIL ?
		&matrix_build(row, step)->log : NULL;
	struct cell c = cell_of(row, step, boot);

	buf_addf(p->out, "<td class=\"%s%s%s\">", c.class,
		 *c.class && step == row->own ? " " : "",
		 step == row->own ? "own" : "");
	if (log && log->path) {
		buf_adds(p->out, "<a href=\"");
		page_log_way(p, log);
		buf_addf(p->out, "\" title=\"%s: %s\">%s</a>",
			 step_name(step, row->nr_steps).at, c.words, c.letter);
	} else {
		buf_adds(p->out, c.letter);
	}
	buf_adds(p->out, "</td>");
}

static void add_row(const struct page *p, const struct matrix_branch *row)
{
	buf_adds(p->out, "<tr><th scope=\"row\"><a href=\"#");
	markup_add_id(p->out, row->name);
	buf_adds(p->out, "\">");
	markup_adds(p->out, row->fixes);
	buf_adds(p->out, "</a></th>");
	for (size_t k = 0; k < row->nr_steps; k++)
		add_cell(p, row, k);
	buf_adds(p->out, "<td class=\"v\">");
	page_verdict(p, row, "o");
	buf_adds(p->out, "</td></tr>\n");
}

static void add_head(const struct page *p, const struct matrix_branch *b)
{
	buf_adds(p->out, "<table class=\"stairs\"><thead><tr><th scope=\"col\">fix</th>");
	for (size_t k = 0; k < b->nr_steps; k++) {
		const char *fix = "none of the fixes";

		for (size_t f = 0; f < b->nr_fixes; f++)
			if (k && b->fix[f].step == k)
				fix = b->fix[f].name;
		buf_addf(p->out, "<th scope=\"col\" title=\"%s: ",
			 step_name(k, b->nr_steps).at);
		markup_adds(p->out, fix);
		buf_addf(p->out, "\">%zu</th>", k);
	}
	buf_adds(p->out, "<th scope=\"col\">verdict</th></tr></thead><tbody>\n");
}

static void add_legend(const struct page *p)
{
	buf_adds(p->out, "<p class=\"legend stairs\"><span><b class=\"f\">F</b> the check fails, as wanted before its fix</span>"
		 "<span><b class=\"p\">P</b> it passes</span>"
		 "<span><b class=\"f x\">F!</b> <b class=\"p x\">P!</b> not as wanted</span>"
		 "<span><b class=\"x\">B</b> does not build</span>"
		 "<span><b class=\"x\">E</b> error</span><span><b>S</b> skipped</span>"
		 "<span><b class=\"p own\">P</b> framed: the fix's own step</span></p>\n");
}

void page_staircase(const struct page *p, const struct matrix_branch *b)
{
	struct matrix rows;

	matrix_rows_of(&rows, b, ROW_ALL_STEPS);
	add_head(p, b);
	for (size_t k = 0; k < b->nr_steps; k++)
		for (size_t f = 0; f < rows.nr; f++)
			if (rows.branch[f].fix->step == k)
				add_row(p, &rows.branch[f]);
	buf_adds(p->out, "</tbody></table>\n");
	add_legend(p);
	matrix_rows_release(&rows);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The matrix as a page: its head, the table at a glance, and what all
 * parts use.
 */
#include "core/report/page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/escape.h"
#include "core/matrix/by-fix.h"
#include "core/report/page/branch.h"
#include "core/report/page/head.h"
#include "core/report/page/template.h"
#include "core/text/ascii.h"

#define NR_STEPS	2	/* that the legend names */

/* The number of a stage's colour in the style. */
static int colour_of(struct stage_id id)
{
	static const int colours[][2] = {
		[STAGE_TREE] = { 0, 0 }, [STAGE_APPLY] = { 1, 1 },
		[STAGE_OBJECTS] = { 6, 6 }, [STAGE_BUILD] = { 2, 3 },
		[STAGE_BOOT] = { 4, 5 },
	};

	return colours[id.kind][id.step > 0];
}

/* The stages of a branch as one bar, on the scale of the longest branch. */
static void add_time(const struct page *p, const struct matrix_branch *b,
		     double most)
{
	bool any;
	double sum = matrix_seconds(b, &any), x = 0;
	char text[32];

	buf_addf(p->out, "<td class=\"time\"><span class=\"small\">%s</span>",
		 any ? matrix_duration(sum, text, sizeof(text)) : "-");
	if (sum > 0 && most > 0) {
		buf_adds(p->out, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"time of each stage\">");
		for (size_t i = 0; i < stage_count(b->nr_steps); i++) {
			struct stage_id id = stage_id(i, b->nr_steps);
			double s = matrix_stage_seconds(b, i);
			double w = s / most * 1000;

			if (s <= 0)
				continue;
			buf_addf(p->out, "<rect class=\"f-%d\" x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"10\"><title>%s %s</title></rect>",
				 colour_of(id), x, w, id.name,
				 matrix_duration(s, text, sizeof(text)));
			x += w;
		}
		buf_adds(p->out, "</svg>");
	}
	buf_adds(p->out, "</td>");
}

static void add_stage_cell(const struct page *p, const struct matrix_branch *b,
			   size_t i)
{
	const struct matrix_stage *s = &b->stage[i];
	struct stage_id id = stage_id(i, b->nr_steps);
	const char *reason;
	char text[32];

	buf_addf(p->out, "<td class=\"stage\" data-of=\"%s\"><a href=\"#",
		 id.name);
	/* the boots of a fix stand in its part of the branch's section */
	markup_add_id(p->out, id.kind == STAGE_BOOT ?
		      b->name : matrix_branch_of(b)->name);
	buf_addf(p->out, "-%s\">", matrix_stage_id(b, i).name);
	page_outcome(p, b, i);
	/* many rows are to be short: the time stands at their end */
	if (s->there &&
	    !(b->of && matrix_rate_stage(b, i, &reason) == RATED_OK))
		buf_addf(p->out, "<span class=\"s\">%s%s</span>",
			 matrix_duration(s->seconds, text, sizeof(text)),
			 matrix_is_wanted_fail(b, i) ? ", as wanted" : "");
	if (s->nr_new_warnings)
		buf_addf(p->out, "<span class=\"s\">%zu new warning%s</span>",
			 s->nr_new_warnings,
			 plural(s->nr_new_warnings));
	buf_adds(p->out, "</a></td>");
}

/* What the filter finds nr rows by. */
static void add_words(struct buf *out, const struct matrix_branch *b, size_t nr)
{
	struct buf words = { 0 };

	for (size_t i = 0; i < nr; i++)
		buf_addf(&words, "%s%s %s %s %s", i ? " " : "", b[i].name,
			 b[i].base, verdict_name(b[i].verdict),
			 b[i].fixes ? b[i].fixes : "");
	for (size_t i = 0; i < words.len; i++)
		words.at[i] = to_lower(words.at[i]);
	buf_adds(out, " data-words=\"");
	markup_add(out, buf_span(&words));
	buf_addc(out, '"');
	buf_release(&words);
}

/*
 * Why a branch is not proved, below its row, or below the last of nr rows that
 * share it: nobody should have to look further for that.
 */
static void add_because(const struct page *p, const struct matrix *rows,
			size_t i, size_t nr)
{
	const char *reason;

	if (matrix_rate_branch(&rows->branch[i], &reason) == RATED_OK ||
	    !reason || !*reason)
		return;
	buf_adds(p->out, "<tr class=\"because\"");
	add_words(p->out, &rows->branch[i], nr);
	buf_adds(p->out, "><td colspan=\"10\">");
	if (nr > 1) {
		struct buf name = { 0 };

		matrix_rows_name(rows, i, nr, &name);
		markup_add(p->out, buf_span(&name));
		buf_adds(p->out, ": ");
		buf_release(&name);
	}
	markup_adds(p->out, reason);
	buf_adds(p->out, "</td></tr>\n");
}

static void add_row(const struct page *p, const struct matrix_branch *b,
		    double most)
{
	buf_addf(p->out, "<tr%s", b->of ? " class=\"row\"" : "");
	add_words(p->out, b, 1);
	buf_adds(p->out, "><th scope=\"row\"><a href=\"#");
	markup_add_id(p->out, b->name);
	buf_adds(p->out, "\">");
	markup_adds(p->out, b->name);
	buf_adds(p->out, "</a></th><td class=\"verdict\">");
	page_verdict(p, b, "badge");
	buf_adds(p->out, "</td><td class=\"base mono\">");
	markup_adds(p->out, b->base);
	buf_adds(p->out, "</td>");
	for_each_judged_stage(i, b->nr_steps)
		add_stage_cell(p, b, i);
	add_time(p, b, most);
	buf_adds(p->out, "</tr>\n");
}

static void add_rows(const struct page *p, const struct matrix *rows)
{
	double most = 0;
	bool any;

	for (size_t i = 0; i < rows->nr; i++)
		if (matrix_seconds(&rows->branch[i], &any) > most)
			most = matrix_seconds(&rows->branch[i], &any);
	for (size_t i = 0, nr; i < rows->nr; i += nr) {
		nr = matrix_rows_alike(rows, i);
		for (size_t k = 0; k < nr; k++)
			add_row(p, &rows->branch[i + k], most);
		add_because(p, rows, i, nr);
	}
}

static void add_legend(const struct page *p)
{
	buf_adds(p->out, "<div class=\"legend\">");
	for (size_t i = 0; i < stage_count(NR_STEPS); i++) {
		struct stage_id id = stage_id(i, NR_STEPS);

		buf_addf(p->out, "<span><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"f-%d\" width=\"10\" height=\"10\"/></svg>%s</span>",
			 colour_of(id), id.name);
	}
	buf_adds(p->out, "<span>before: without the fix, where the check has to FAIL; after: with it, where it has to PASS; ! is not as wanted</span></div>\n");
}

static void add_matrix(const struct page *p)
{
	struct matrix rows;

	matrix_by_fix(&rows, p->matrix, ROW_OWN_STEPS);
	matrix_rows_sort(&rows);
	buf_adds(p->out, "<main>\n<table id=\"matrix\" tabindex=\"-1\"><thead><tr><th colspan=\"5\"></th><th class=\"over\" colspan=\"2\" scope=\"colgroup\">build</th><th class=\"over\" colspan=\"2\" scope=\"colgroup\">boot</th><th></th></tr>\n"
		 "<tr><th scope=\"col\">branch</th><th scope=\"col\">verdict</th><th scope=\"col\">base</th><th scope=\"col\">tree</th><th scope=\"col\">apply</th><th scope=\"col\">before</th><th scope=\"col\">after</th><th scope=\"col\">before</th><th scope=\"col\">after</th><th scope=\"col\">time</th></tr></thead>\n<tbody>\n");
	add_rows(p, &rows);
	matrix_rows_release(&rows);
	buf_adds(p->out, "</tbody></table>\n");
	add_legend(p);
}

static void add_section(const struct page *p, const struct matrix_branch *b)
{
	buf_adds(p->out, "<section class=\"branch\"");
	add_words(p->out, b, 1);
	buf_adds(p->out, " id=\"");
	markup_add_id(p->out, b->name);
	buf_adds(p->out, "\">\n");
	page_branch(p, b);
	buf_adds(p->out, "</section>\n");
}

struct span page_element(const char *tag)
{
	char open[32], close[32];
	const char *from, *to;

	snprintf(open, sizeof(open), "<%s>", tag);
	snprintf(close, sizeof(close), "</%s>", tag);
	from = strstr(report_template, open);
	from = from ? from + strlen(open) : NULL;
	to = from ? strstr(from, close) : NULL;
	return (struct span){ from ? from : "", to ? (size_t)(to - from) : 0 };
}

/*
 * Copies the template up to the place that is named; returns what follows it.
 */
static const char *copy_to(struct buf *out, const char *from, const char *place)
{
	const char *at = strstr(from, place);

	if (!at)
		return from;
	buf_add(out, from, at - from);
	return at + strlen(place);
}

void report_page(const struct page *p)
{
	const struct matrix *r = p->matrix;
	const char *rest = report_template;

	rest = copy_to(p->out, rest, "@CSP@");
	markup_adds(p->out, p->csp);
	rest = copy_to(p->out, rest, "@TITLE@");
	buf_addf(p->out, "backport matrix, %.10s", r->when);
	rest = copy_to(p->out, rest, "@BODY@");
	page_head(p);
	add_matrix(p);
	for (size_t v = 0; v < NR_VERDICTS; v++)
		for (size_t i = 0; i < r->nr; i++)
			if (r->branch[i].verdict == verdict_order[v])
				add_section(p, &r->branch[i]);
	buf_adds(p->out, "</main>\n<footer><p>All of it again: </p>\n");
	page_command(p, "backport matrix");
	buf_adds(p->out, "<p>The same facts for programs: matrix.json, matrix.ktap, junit.xml and kcidb.json, which this leaves in out/.</p></footer>\n");
	buf_adds(p->out, rest);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The page's head: which project, how it went, which fixes. */
#include "core/report/page/head.h"

#include <string.h>

#include "core/report/escape.h"

/* Where an upstream id is looked up. */
#define UPSTREAM	"https://git.kernel.org/torvalds/c/"

static bool is_told_before(const struct matrix *m, size_t branch,
			   const char *fix)
{
	for (size_t i = 0; i < branch; i++)
		for (size_t f = 0; f < m->branch[i].nr_fixes; f++)
			if (!strcmp(m->branch[i].fix[f].name, fix))
				return true;
	return false;
}

static void add_fix(const struct page *p, const struct matrix_fix *f)
{
	buf_adds(p->out, "<li><b>");
	markup_adds(p->out, f->name);
	buf_adds(p->out, "</b> ");
	if (f->subject)
		markup_adds(p->out, f->subject);
	if (f->upstream && *f->upstream) {
		buf_adds(p->out, " <a class=\"mono\" href=\"" UPSTREAM);
		markup_add_url(p->out, f->upstream);
		buf_adds(p->out, "\">");
		markup_add(p->out, (struct span){
			f->upstream, strnlen(f->upstream, 12) });
		buf_adds(p->out, "</a>");
	}
	buf_adds(p->out, "</li>\n");
}

/* Each fix once, as the branches have them. */
static void add_fixes(const struct page *p)
{
	const struct matrix *m = p->matrix;

	buf_adds(p->out, "<ul class=\"fixes\">\n");
	for (size_t i = 0; i < m->nr; i++)
		for (size_t f = 0; f < m->branch[i].nr_fixes; f++)
			if (!is_told_before(m, i, m->branch[i].fix[f].name))
				add_fix(p, &m->branch[i].fix[f]);
	buf_adds(p->out, "</ul>\n");
}

void page_head(const struct page *p)
{
	const struct matrix *r = p->matrix;
	struct matrix_count count = matrix_count(r);
	struct buf sum = { 0 };
	size_t nr_rows = 0;
	char *loud;

	matrix_sum_line(&count, &sum);
	loud = sum.at ? strchr(sum.at, ';') : NULL;
	buf_adds(p->out, "<header>\n<h1>");
	markup_adds(p->out, r->project && *r->project ? r->project :
						       "backport matrix");
	buf_adds(p->out, "</h1>\n<p class=\"sum\">");
	if (sum.at)
		markup_add(p->out, (struct span){
			sum.at, loud ? (size_t)(loud - sum.at) : sum.len });
	if (loud) {
		buf_adds(p->out, "; <span class=\"loud\">");
		markup_adds(p->out, loud + 2);
		buf_adds(p->out, "</span>");
	}
	buf_adds(p->out, "</p>\n<p class=\"small\">written <time>");
	markup_adds(p->out, r->when);
	buf_adds(p->out, "</time> by backport ");
	markup_adds(p->out, r->version);
	buf_adds(p->out, "</p>\n");
	add_fixes(p);
	for (size_t i = 0; i < r->nr; i++)
		nr_rows += r->branch[i].nr_fixes ? r->branch[i].nr_fixes : 1;
	buf_addf(p->out, "<form class=\"filter hidden\" role=\"search\"><label for=\"filter\">Filter</label><input id=\"filter\" type=\"search\" placeholder=\"branch, fix, base or verdict\" autocomplete=\"off\" spellcheck=\"false\"> <span class=\"small soft hint\"><kbd>/</kbd> to get here</span> <output id=\"told\" class=\"small soft\" for=\"filter\" data-all=\"%zu\"></output></form>\n</header>\n",
		 nr_rows);
	buf_release(&sum);
}

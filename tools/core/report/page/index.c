// SPDX-License-Identifier: GPL-2.0-only
/* A page over several projects and runs, in the style of a report's page. */
#include "core/report/page/index.h"

#include <string.h>

#include "core/matrix/matrix.h"
#include "core/report/escape.h"
#include "core/report/page/element.h"
#include "core/report/page/page.h"

static void add_branch(struct buf *out, const struct index_row *r)
{
	if (*r->report) {
		buf_adds(out, "<a href=\"");
		markup_add_url(out, r->report);
		if (*r->branch) {
			buf_addc(out, '#');
			markup_add_id(out, r->branch);
		}
		buf_adds(out, "\">");
	}
	markup_adds(out, *r->branch ? r->branch : "-");
	buf_adds(out, *r->report ? "</a>" : "");
}

static void add_row(struct buf *out, const struct index_row *r)
{
	const struct page page = { .out = out };
	const struct matrix_branch b = { .verdict = r->verdict,
					 .reason = r->reason };
	const char *reason;

	buf_adds(out, "<tr><th scope=\"row\">");
	markup_adds(out, r->project);
	buf_adds(out, "</th><td>");
	add_branch(out, r);
	buf_adds(out, "</td><td class=\"verdict\">");
	page_verdict(&page, &b, "badge");
	buf_adds(out, "</td><td class=\"base mono\">");
	markup_adds(out, r->base);
	buf_adds(out, "</td><td class=\"written small\"><time>");
	markup_adds(out, r->written);
	buf_adds(out, "</time></td></tr>\n");
	if (matrix_rate_branch(&b, &reason) == RATED_OK)
		return;
	buf_adds(out, "<tr class=\"because\"><td colspan=\"5\">");
	markup_adds(out, reason);
	buf_adds(out, "</td></tr>\n");
}

static void add_sum(struct buf *out, const struct index_row *row, size_t nr)
{
	struct matrix_count count = { 0 };

	for (size_t i = 0; i < nr; i++)
		count.verdict[row[i].verdict]++;
	buf_adds(out, "<p class=\"sum\">");
	matrix_sum_line(&count, out);
	buf_adds(out, "</p>\n");
}

void report_index(const struct index_row *row, size_t nr, const char *csp,
		  struct buf *out)
{
	struct span style = page_element("style");

	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
	markup_adds(out, csp);
	buf_adds(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>backport: all projects</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
	buf_add(out, style.at, style.len);
	buf_adds(out, "</style>\n</head>\n<body>\n<header>\n<h1>All projects</h1>\n");
	add_sum(out, row, nr);
	buf_adds(out, "</header>\n<main>\n<table id=\"matrix\"><thead><tr><th scope=\"col\">project</th><th scope=\"col\">branch</th><th scope=\"col\">verdict</th><th scope=\"col\">base</th><th scope=\"col\">written</th></tr></thead>\n<tbody>\n");
	for (size_t v = 0; v < NR_VERDICTS; v++)
		for (size_t i = 0; i < nr; i++)
			if (row[i].verdict == verdict_order[v])
				add_row(out, &row[i]);
	buf_adds(out, "</tbody></table>\n</main>\n<footer><p>As each project published it; what changed there since is not looked at.</p></footer>\n</body>\n</html>\n");
}

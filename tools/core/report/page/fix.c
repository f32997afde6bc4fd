// SPDX-License-Identifier: GPL-2.0-only
/* The fixes of a branch, each with the step before it and its own. */
#include "core/report/page/fix.h"

#include "core/matrix/by-fix.h"
#include "core/report/escape.h"
#include "core/report/page/boot.h"

static void add_fix(const struct page *p, const struct matrix_branch *row)
{
	const char *reason;

	matrix_rate_branch(row, &reason);
	buf_adds(p->out, "<details id=\"");
	markup_add_id(p->out, row->name);
	buf_adds(p->out, "\"><summary><h3>");
	markup_adds(p->out, row->fixes);
	buf_adds(p->out, "</h3>");
	page_verdict(p, row, "badge");
	buf_adds(p->out, "<span class=\"gist\">");
	page_boot_words(p, row);
	buf_adds(p->out, "</span></summary><div class=\"in\">\n<p class=\"why\">");
	markup_adds(p->out, reason);
	buf_adds(p->out, "</p>\n");
	page_boot_parts(p, row);
	page_fold_end(p);
}

void page_fixes(const struct page *p, const struct matrix_branch *b)
{
	struct matrix rows;

	matrix_rows_of(&rows, b, ROW_OWN_STEPS);
	for (size_t f = 0; f < rows.nr; f++)
		add_fix(p, &rows.branch[f]);
	matrix_rows_release(&rows);
}

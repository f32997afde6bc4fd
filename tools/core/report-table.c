// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as a table for a terminal. */
#include "report-table.h"

#include <stdio.h>
#include <string.h>

#define COLOUR_OFF	"\033[0m"

static const char *const verdict_colour[] = {
	[PROVED] = "\033[32m", [UNPROVED] = "\033[33m", [BROKEN] = "\033[31m",
	[VERDICT_ERROR] = "\033[31m", [SKIPPED] = "\033[33m",
};

struct report_count report_count(const struct report_row *rows, size_t nr)
{
	struct report_count count = { 0 };

	for (size_t i = 0; i < nr; i++)
		if (rows[i].judged)
			count.verdict[rows[i].verdict]++;
		else
			count.unjudged++;
	return count;
}

enum report_sum report_sum(const struct report_count *count, bool strict)
{
	const size_t *v = count->verdict;
	size_t wrong = v[UNPROVED] + v[BROKEN] + v[VERDICT_ERROR];

	if (wrong || (v[PROVED] && count->unjudged))
		return REPORT_WRONG;
	if (!v[PROVED] || (strict && v[SKIPPED]))
		return REPORT_NOTHING;
	return REPORT_PROVED;
}

static const char *cell(const struct stage_word *word)
{
	return word->there ? outcome_name(word->outcome) : "-";
}

/* "41s", "3m05s", "1h02m"; "-" when no stage was run. */
static void duration(const struct report_row *row, char *text, size_t size)
{
	double sum = 0;
	bool any = false;
	long s;

	for (int i = 0; i < NR_STAGES; i++) {
		any = any || row->stage[i].there;
		sum += row->stage[i].there ? row->seconds[i] : 0;
	}
	s = sum < 0 || sum > 1e9 ? 0 : (long)(sum + 0.5);
	if (!any)
		snprintf(text, size, "-");
	else if (s < 60)
		snprintf(text, size, "%lds", s);
	else if (s < 3600)
		snprintf(text, size, "%ldm%02lds", s / 60, s % 60);
	else
		snprintf(text, size, "%ldh%02ldm", s / 3600, s / 60 % 60);
}

static const char *verdict_of(const struct report_row *row)
{
	return row->judged ? verdict_name(row->verdict) : "no verdict";
}

static void add_verdict(const struct report_row *row, bool colour,
			struct buf *out)
{
	bool on = colour && row->judged;

	buf_addf(out, "%s%s%s", on ? verdict_colour[row->verdict] : "",
		 verdict_of(row), on ? COLOUR_OFF : "");
}

/* What the report's columns have to be wide for. */
static void widths(const struct report_row *rows, size_t nr, int *branch,
		   int *base)
{
	*branch = 6;
	*base = 4;
	for (size_t i = 0; i < nr; i++) {
		if ((int)strlen(rows[i].branch) > *branch)
			*branch = strlen(rows[i].branch);
		if ((int)strlen(rows[i].base) > *base)
			*base = strlen(rows[i].base);
	}
}

static void add_row(const struct report_row *row, int branch, int base,
		    struct buf *out)
{
	const struct stage_word *stage = row->stage;
	char took[32];

	duration(row, took, sizeof(took));
	buf_addf(out, "%-*s  %-*s  %-5s  %-5s  %-6s  %-5s  %-6s  %-5s  %6s  ",
		 branch, row->branch, base, row->base,
		 cell(&stage[STAGE_TREE]), cell(&stage[STAGE_APPLY]),
		 cell(&stage[STAGE_BUILD_BEFORE]),
		 cell(&stage[STAGE_BUILD_AFTER]),
		 cell(&stage[STAGE_BOOT_BEFORE]),
		 cell(&stage[STAGE_BOOT_AFTER]), took);
}

static void add_sum(const struct report_count *count, struct buf *out)
{
	const char *comma = "";

	for (int v = PROVED; v <= SKIPPED; v++) {
		if (!count->verdict[v])
			continue;
		buf_addf(out, "%s%zu %s", comma, count->verdict[v],
			 verdict_name(v));
		comma = ", ";
	}
	if (count->unjudged)
		buf_addf(out, "%s%zu without a verdict", comma,
			 count->unjudged);
	if (count->verdict[SKIPPED])
		buf_adds(out, "; WHAT IS SKIPPED WAS NOT TESTED");
	buf_addc(out, '\n');
}

void report_table(const struct report_row *rows, size_t nr, bool colour,
		  struct buf *out)
{
	struct report_count count = report_count(rows, nr);
	int branch, base;

	widths(rows, nr, &branch, &base);
	buf_addf(out, "%*s  %*s  %5s  %5s  %-13s  %-13s\n", branch, "", base,
		 "", "", "", "build", "boot");
	buf_addf(out, "%-*s  %-*s  %-5s  %-5s  %-6s  %-5s  %-6s  %-5s  %6s  verdict\n",
		 branch, "branch", base, "base", "tree", "apply", "before",
		 "after", "before", "after", "time");
	for (size_t i = 0; i < nr; i++) {
		add_row(&rows[i], branch, base, out);
		add_verdict(&rows[i], colour, out);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < nr; i++) {
		const struct report_row *row = &rows[i];

		if (row->judged && row->verdict == PROVED)
			continue;
		buf_addf(out, "%s: ", row->branch);
		add_verdict(row, colour, out);
		buf_addf(out, ": %s\n", row->judged && row->reason ?
			 row->reason : "the run did not come to its end");
	}
	add_sum(&count, out);
}

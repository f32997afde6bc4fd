// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as a table for a terminal: every colour has its word. */
#include "core/report/table.h"

#include <string.h>

#include "core/matrix/by-fix.h"
#include "core/text/utf8.h"

#define GREEN	"\033[32m"
#define YELLOW	"\033[33m"
#define RED	"\033[31m"
#define OFF	"\033[0m"

/* A column: what stands over it and how wide it is. */
struct column {
	const char *over, *head;
	int width;
};

#define NR_STEPS	2

static const struct column columns[] = {
	{ "", "tree", 5 }, { "", "apply", 5 }, { "", "", 0 },
	{ "build", "before", 6 }, { "", "after", 5 },
	{ "boot", "before", 6 }, { "", "after", 5 },
};

/* How much of it there is room for. */
struct layout {
	int branch, base;	/* widths; base 0: left out */
	bool time, colour;
};

static const char *colour_of(enum rating rating)
{
	static const char *const colours[] = {
		[RATED_OK] = GREEN, [RATED_FAILURE] = RED,
		[RATED_FAULT] = RED, [RATED_SKIP] = YELLOW,
	};

	return colours[rating];
}

static void add_coloured(struct buf *out, const char *colour, bool on,
			 const char *text, int width)
{
	int pad = width - (int)strlen(text);

	buf_addf(out, "%s%s%s%*s", on ? colour : "", text, on ? OFF : "",
		 pad > 0 ? pad : 0, "");
}

static void add_verdict(const struct matrix_branch *b, bool colour,
			struct buf *out)
{
	const char *reason;

	add_coloured(out, colour_of(matrix_rate_branch(b, &reason)),
		     colour && b->verdict != NO_VERDICT,
		     verdict_name(b->verdict), 0);
}

/* Only what is not as wanted is coloured: a FAIL before the fix is. */
static void add_stage(const struct matrix_branch *b, size_t i, bool colour,
		      int width, struct buf *out)
{
	const struct matrix_stage *s = &b->stage[i];
	const char *reason;
	enum rating rating = matrix_rate_stage(b, i, &reason);

	add_coloured(out, colour_of(rating),
		     colour && s->there && rating != RATED_OK,
		     s->there ? outcome_name(s->outcome) : "-", width);
}

static char *took(const struct matrix_branch *b, char *text, size_t size)
{
	bool any;
	double sum = matrix_seconds(b, &any);

	matrix_duration(sum, text, size);
	if (!any)
		memcpy(text, "-", 2);
	return text;
}

/*
 * Leaves out the base, then the time, until a row fits; false when it
 * never does.
 */
static bool lay_out(const struct matrix *r, int width, struct layout *l)
{
	int rest = (int)strlen("unproved");

	l->branch = 6;
	l->base = 4;
	l->time = true;
	for (size_t i = 0; i < r->nr; i++) {
		const struct matrix_branch *b = &r->branch[i];

		if ((int)strlen(b->name) > l->branch)
			l->branch = strlen(b->name);
		if ((int)strlen(b->base) > l->base)
			l->base = strlen(b->base);
		if ((int)strlen(verdict_name(b->verdict)) > rest)
			rest = strlen(verdict_name(b->verdict));
	}
	rest += l->branch + 2;
	for_each_judged_stage(i, NR_STEPS)
		rest += columns[i].width + 2;
	if (width <= 0 || rest + l->base + 2 + 8 <= width)
		return true;
	l->base = 0;
	if (rest + 8 <= width)
		return true;
	l->time = false;
	return rest <= width;
}

static void add_head(const struct layout *l, struct buf *out)
{
	buf_addf(out, "%*s", l->branch + 2 + (l->base ? l->base + 2 : 0), "");
	for_each_judged_stage(i, NR_STEPS)
		buf_addf(out, "%-*s  ", columns[i].width, columns[i].over);
	while (out->len && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
	buf_addf(out, "\n%-*s  ", l->branch, "branch");
	if (l->base)
		buf_addf(out, "%-*s  ", l->base, "base");
	for_each_judged_stage(i, NR_STEPS)
		buf_addf(out, "%-*s  ", columns[i].width, columns[i].head);
	buf_addf(out, "%sverdict\n", l->time ? "  time  " : "");
}

static void add_row(const struct matrix_branch *b, const struct layout *l,
		    struct buf *out)
{
	char text[32];

	buf_addf(out, "%-*s  ", l->branch, b->name);
	if (l->base)
		buf_addf(out, "%-*s  ", l->base, b->base);
	for_each_judged_stage(i, b->nr_steps) {
		add_stage(b, i, l->colour, columns[i].width, out);
		buf_adds(out, "  ");
	}
	if (l->time)
		buf_addf(out, "%6s  ", took(b, text, sizeof(text)));
	add_verdict(b, l->colour, out);
	buf_addc(out, '\n');
}

/* For a window that no row fits into: one line per stage. */
static void add_lines(const struct matrix_branch *b, bool colour,
		      struct buf *out)
{
	char text[32];

	buf_addf(out, "%s: ", b->name);
	add_verdict(b, colour, out);
	buf_addf(out, " (%s)\n", took(b, text, sizeof(text)));
	for_each_judged_stage(i, b->nr_steps) {
		buf_addf(out, "  %-12s  ", matrix_stage_id(b, i).name);
		add_stage(b, i, colour, 0, out);
		buf_adds(out, matrix_is_wanted_fail(b, i) ? ", as wanted\n" :
							    "\n");
	}
}

static void add_rows(const struct matrix *r, int width, bool colour,
		     struct buf *out)
{
	struct layout l = { .colour = colour };
	bool fits = lay_out(r, width, &l);
	const char *reason;

	if (fits)
		add_head(&l, out);
	for (size_t i = 0; i < r->nr; i++)
		if (fits)
			add_row(&r->branch[i], &l, out);
		else
			add_lines(&r->branch[i], colour, out);
	buf_addc(out, '\n');
	for (size_t i = 0, nr; i < r->nr; i += nr) {
		nr = matrix_rows_alike(r, i);
		if (matrix_rate_branch(&r->branch[i], &reason) == RATED_OK)
			continue;
		matrix_rows_name(r, i, nr, out);
		buf_adds(out, ": ");
		add_verdict(&r->branch[i], colour, out);
		buf_adds(out, ": ");
		plain_add(out, span_of(reason));
		buf_addc(out, '\n');
	}
}

void report_table(const struct matrix *r, int width, bool colour,
		  struct buf *out)
{
	struct matrix_count count = matrix_count(r);
	struct matrix rows;

	matrix_by_fix(&rows, r, ROW_OWN_STEPS);
	add_rows(&rows, width, colour, out);
	matrix_rows_release(&rows);
	matrix_sum_line(&count, out);
	buf_addc(out, '\n');
}

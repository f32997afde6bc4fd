// SPDX-License-Identifier: GPL-2.0-only
/* backport compare's output as text: the matrix, and what differs by word. */
#include "cmd/compare/compare.h"

#include <stdio.h>
#include <stdlib.h>

#define WHERE_WIDTH	52	/* columns of the matrix's first field at most */

/* "pci-ioda.c pnv_ioda2_take_ownership", or the line when no function is known. */
static void add_where(struct buf *out, const struct change *g)
{
	struct span where = change_where(g);

	buf_adds(out, base_name(file_diff_name(g->diff)));
	if (where.len)
		buf_addf(out, " %.*s", (int)where.len, where.at);
	else if (g->hunk)
		buf_addf(out, " line %ld", g->hunk->old_start);
}

/* The label of an upstream hunk: where its own @@ line names no function, a variant's may. */
static void add_row_where(struct buf *out, const struct comparison *c,
			  const struct change *g)
{
	for (size_t i = 0; i < c->nr && !change_where(g).len; i++) {
		const struct pairing *p = &c->column[i].pairing;

		for (size_t j = 0; j < p->nr; j++) {
			const struct pair *pair = &p->pair[j];

			if (pair->up.nr && pair->down.nr &&
			    &c->changes.change[pair->up.from] == g &&
			    change_where(&p->down->change[pair->down.from]).len) {
				g = &p->down->change[pair->down.from];
				break;
			}
		}
	}
	add_where(out, g);
}

static bool same_where(const struct change *a, const struct change *b)
{
	struct buf wa = { 0 }, wb = { 0 };
	bool same;

	add_where(&wa, a);
	add_where(&wb, b);
	same = span_equals(buf_span(&wa), buf_span(&wb));
	buf_release(&wa);
	buf_release(&wb);
	return same;
}

/* The first change of hunk nr that counts; NULL when there is none. */
static const struct change *hunk_group(const struct comparison *c, size_t nr)
{
	for (size_t i = 0; i < c->changes.nr; i++)
		if (c->changes.change[i].hunk_nr == nr &&
		    !(c->unrelated && c->unrelated[i]))
			return &c->changes.change[i];
	return NULL;
}

/* A row of the matrix while it is printed: its label padded, then a cell a column. */
static void print_label(const char *mark, const char *label, int width)
{
	printf("%3s %-*.*s", mark, width, width, label);
}

static int name_width(const struct column *col)
{
	int n = (int)strlen(col->name);

	return (n > 9 ? n : 9) + 2;
}

static void print_cell(const struct column *col, const char *cell, bool last)
{
	if (last)
		printf("  %s\n", cell);
	else
		printf("  %-*s", name_width(col) - 2, cell);
}

/* Rows for changes that upstream has not: one for each place, whichever branches have it. */
struct extras {
	const struct change **at;
	size_t nr;
};

static bool extra_at(const struct column *col, const struct change *where)
{
	for (size_t i = 0; i < col->pairing.nr; i++) {
		const struct pair *pair = &col->pairing.pair[i];

		if (pair->kind == PAIR_EXTRA &&
		    same_where(&col->changes.change[pair->down.from], where))
			return true;
	}
	return false;
}

static void add_extra(struct extras *e, const struct change *g)
{
	for (size_t i = 0; i < e->nr; i++)
		if (same_where(e->at[i], g))
			return;
	e->at = grow_array(e->at, e->nr + 1, sizeof(*e->at));
	e->at[e->nr++] = g;
}

static void find_extras(const struct comparison *c, struct extras *e)
{
	*e = (struct extras){ 0 };
	for (size_t i = 0; i < c->nr; i++) {
		const struct column *col = &c->column[i];

		for (size_t j = 0; j < col->pairing.nr; j++)
			if (col->pairing.pair[j].kind == PAIR_EXTRA)
				add_extra(e, &col->changes.change[
					col->pairing.pair[j].down.from]);
	}
}

static int where_width(const struct comparison *c, const struct extras *e)
{
	size_t width = strlen("reason");

	for (size_t i = 0; i < c->changes.nr + e->nr; i++) {
		struct buf b = { 0 };

		if (i < c->changes.nr && c->unrelated && c->unrelated[i])
			continue;
		if (i < c->changes.nr)
			add_row_where(&b, c, &c->changes.change[i]);
		else
			add_where(&b, e->at[i - c->changes.nr]);
		if (b.len > width)
			width = b.len;
		buf_release(&b);
	}
	return width > WHERE_WIDTH ? WHERE_WIDTH : (int)width;
}

static void print_hunk_rows(const struct comparison *c, int width)
{
	for (size_t h = 0; h < c->changes.nr_hunks; h++) {
		const struct change *g = hunk_group(c, h);
		struct buf label = { 0 };
		char mark[24];

		if (!g)
			continue;
		add_row_where(&label, c, g);
		snprintf(mark, sizeof(mark), "%zu", h + 1);
		print_label(mark, label.at, width);
		for (size_t i = 0; i < c->nr; i++)
			print_cell(&c->column[i],
				   pair_kind_name(column_worst_of_hunk(
					c, &c->column[i], h)),
				   i + 1 == c->nr);
		buf_release(&label);
	}
}

static void print_extra_rows(const struct comparison *c,
			     const struct extras *extras, int width)
{
	for (size_t e = 0; e < extras->nr; e++) {
		struct buf label = { 0 };

		add_where(&label, extras->at[e]);
		print_label("+", label.at, width);
		for (size_t i = 0; i < c->nr; i++)
			print_cell(&c->column[i],
				   extra_at(&c->column[i], extras->at[e]) ?
				   "extra" : "-", i + 1 == c->nr);
		buf_release(&label);
	}
}

static const char *reason_cell(const struct comparison *c,
			       const struct column *col)
{
	if (!pair_kind_needs_reason(column_worst(c, col)))
		return "-";
	return column_lacks_reason(c, col) ? "LACKING" : "noted";
}

static void print_matrix(const struct comparison *c)
{
	struct extras extras;
	int width;

	find_extras(c, &extras);
	width = where_width(c, &extras);
	print_label("", "hunk", width);
	for (size_t i = 0; i < c->nr; i++)
		print_cell(&c->column[i], c->column[i].name, i + 1 == c->nr);
	print_hunk_rows(c, width);
	print_extra_rows(c, &extras, width);
	print_label("", "reason", width);
	for (size_t i = 0; i < c->nr; i++)
		print_cell(&c->column[i], reason_cell(c, &c->column[i]),
			   i + 1 == c->nr);
	free(extras.at);
}

static void print_pair(const struct column *col, const struct pair *pair)
{
	const struct change *g = column_change(col, pair);
	struct span where = change_where(g);
	struct buf out = { 0 }, why = { 0 };

	if (pair->up.nr)
		buf_addf(&out, "hunk %zu", g->hunk_nr + 1);
	else
		buf_adds(&out, "+");
	buf_addf(&out, " (%s", file_diff_name(g->diff));
	if (where.len)
		buf_addf(&out, ": %.*s", (int)where.len, where.at);
	buf_addf(&out, ") %s", pair_kind_name(pair->kind));
	pair_explain(&col->pairing, pair, &why);
	if (why.len)
		buf_addf(&out, ": %s", why.at);
	buf_addc(&out, '\n');
	column_add_difference(&out, col, pair);
	printf("%s: %s", col->name, out.at);
	buf_release(&out);
	buf_release(&why);
}

static void print_reasons(const struct column *col)
{
	for (size_t i = 0; i < col->notes->nr; i++) {
		const struct note *note = &col->notes->note[i];

		if (!note->silence && note->counts)
			printf("%s: [ %s: %s ]\n", col->name, note->who,
			       note->reason);
	}
}

static void print_details(const struct ctx *ctx, const struct comparison *c,
			  const struct column *col)
{
	enum pair_kind from = ctx->verbosity > 0 ? PAIR_CONTEXT : PAIR_SPACE;
	size_t shown = 0;

	for (size_t i = 0; i < col->pairing.nr; i++) {
		const struct pair *pair = &col->pairing.pair[i];

		if (pair->kind < from || comparison_leaves_out(c, pair))
			continue;
		if (!shown++)
			putchar('\n');
		print_pair(col, pair);
	}
	if (shown)
		print_reasons(col);
}

/* A line for each thing that kept whole functions from being compared, with the branches. */
static void print_unseen(const struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		const char *why = column_unseen(c, &c->column[i]);

		if (why && !(i && why == c->unknown))
			printf("order: judged by the patches' context alone%s%s: %s\n",
			       why == c->unknown ? "" : " on ",
			       why == c->unknown ? "" : c->column[i].name, why);
	}
}

void compare_show(const struct ctx *ctx, const struct comparison *c)
{
	size_t others = comparison_count_left_out(c);

	if (c->fix)
		printf("%s: ", c->fix);
	printf("%s\nupstream: %s\n", c->subject ? c->subject : "", c->from);
	print_matrix(c);
	if (others)
		printf("left out: %zu changes of upstream's two trees in functions that no variant touches\n",
		       others);
	if (ctx->verbosity < 0)
		return;
	print_unseen(c);
	for (size_t i = 0; i < c->nr; i++)
		print_details(ctx, c, &c->column[i]);
}

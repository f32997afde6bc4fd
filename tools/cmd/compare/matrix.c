// SPDX-License-Identifier: GPL-2.0-only
/* backport compare's matrix: upstream's hunks down, variants across. */
#include "cmd/compare/compare.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text/hash.h"
#include "core/text/strings.h"

#define LABEL_WIDTH	52	/* columns of a row's label at most */
#define NO_HUNK		((size_t)-1)

/* A hunk of upstream, or a place that variants alone change. */
struct matrix_row {
	char *label;
	size_t hunk_nr;		/* or NO_HUNK */
	bool *extra;		/* per column, for NO_HUNK */
};

struct rows {
	struct matrix_row *row;
	size_t nr, room;
};

static struct matrix_row *add_row(struct rows *rows, char *label, size_t hunk)
{
	rows->row = grow_for_one(rows->row, rows->nr, &rows->room,
				 sizeof(*rows->row));
	rows->row[rows->nr] = (struct matrix_row){ .label = label,
						   .hunk_nr = hunk };
	return &rows->row[rows->nr++];
}

static void rows_release(struct rows *rows)
{
	for (size_t i = 0; i < rows->nr; i++) {
		free(rows->row[i].label);
		free(rows->row[i].extra);
	}
	free(rows->row);
}

/* "pci-ioda.c pnv_ioda2_take_ownership", or the line without a function. */
static char *label_of(const struct change *c)
{
	struct span where = change_where(c);
	struct buf label = { 0 };

	buf_adds(&label, base_name(file_diff_name(c->diff)));
	if (where.len)
		buf_addf(&label, " %.*s", (int)where.len, where.at);
	else if (c->hunk)
		buf_addf(&label, " line %ld", c->hunk->old_start);
	diag_plain(label.at);
	return buf_detach(&label);
}

/* Where upstream's own @@ line names no function, a variant's may. */
static char *label_of_upstream(const struct comparison *c, size_t nr)
{
	const struct change *change = &c->changes.change[nr];

	for (size_t i = 0; i < c->nr && !change_where(change).len; i++) {
		const struct pairing *p = &c->column[i].pairing;
		const struct pair *pair = pairing_find(p, nr);

		if (pair->down.nr &&
		    change_where(changes_first(p->down, pair->down)).len)
			change = changes_first(p->down, pair->down);
	}
	return label_of(change);
}

static void add_hunks(struct rows *rows, const struct comparison *c)
{
	for (size_t i = 0; i < c->changes.nr; i++) {
		size_t hunk = c->changes.change[i].hunk_nr;

		if ((c->unrelated && c->unrelated[i]) ||
		    (rows->nr && rows->row[rows->nr - 1].hunk_nr == hunk))
			continue;
		add_row(rows, label_of_upstream(c, i), hunk);
	}
}

/* One row per place, whichever variants change it. */
static void add_extras(struct rows *rows, const struct comparison *c)
{
	struct numbering labels = { 0 };
	size_t first = rows->nr;

	for (size_t i = 0; i < c->nr; i++) {
		const struct pairing *p = &c->column[i].pairing;

		for (size_t j = 0; j < p->nr; j++) {
			char *label;
			size_t at;

			if (p->pair[j].kind != PAIR_EXTRA)
				continue;
			label = label_of(changes_first(p->down,
						       p->pair[j].down));
			at = first + numbering_add(&labels, span_of(label));
			if (at == rows->nr)
				add_row(rows, label, NO_HUNK)->extra =
					new_array(c->nr, sizeof(bool));
			else
				free(label);
			rows->row[at].extra[i] = true;
		}
	}
	numbering_release(&labels);
}

static void print_label(const char *mark, const char *label, int width)
{
	say("%3s %-*.*s", mark, width, width, label);
}

static void print_cell(const struct comparison *c, size_t column,
		       const char *cell)
{
	int width = (int)strlen(c->column[column].name);

	if (column + 1 == c->nr)
		say("  %s\n", cell);
	else
		say("  %-*s", width > 9 ? width : 9, cell);
}

static void print_row(const struct comparison *c, const struct matrix_row *row,
		      int width)
{
	char mark[24] = "+";

	if (row->hunk_nr != NO_HUNK)
		snprintf(mark, sizeof(mark), "%zu", row->hunk_nr + 1);
	print_label(mark, row->label, width);
	for (size_t i = 0; i < c->nr; i++)
		if (row->hunk_nr != NO_HUNK)
			print_cell(c, i, pair_kind_name(
				   c->column[i].worst[row->hunk_nr]));
		else
			print_cell(c, i, row->extra[i] ? "extra" : "-");
}

static const char *reason_cell(const struct comparison *c,
			       const struct column *col)
{
	if (!pair_kind_needs_reason(column_worst(c, col)))
		return "-";
	return column_lacks_reason(c, col) ? "LACKING" : "noted";
}

void compare_show_matrix(const struct comparison *c)
{
	struct rows rows = { 0 };
	size_t width = strlen("reason");

	add_hunks(&rows, c);
	add_extras(&rows, c);
	for (size_t i = 0; i < rows.nr; i++)
		if (strlen(rows.row[i].label) > width)
			width = strlen(rows.row[i].label);
	if (width > LABEL_WIDTH)
		width = LABEL_WIDTH;
	print_label("", "hunk", (int)width);
	for (size_t i = 0; i < c->nr; i++)
		print_cell(c, i, c->column[i].name);
	for (size_t i = 0; i < rows.nr; i++)
		print_row(c, &rows.row[i], (int)width);
	print_label("", "reason", (int)width);
	for (size_t i = 0; i < c->nr; i++)
		print_cell(c, i, reason_cell(c, &c->column[i]));
	rows_release(&rows);
}

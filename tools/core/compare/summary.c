// SPDX-License-Identifier: GPL-2.0-only
/* One variant against upstream's patch, in a few lines for below a "---". */
#include "core/compare/summary.h"

#include <stdlib.h>

static void add_where(const struct change *g, struct buf *out)
{
	struct span where = change_where(g);

	if (where.len)
		buf_add(out, where.at, where.len);
	else
		buf_adds(out, file_diff_name(g->diff));
}

/* Where each of upstream's hunks stands, and the worst that became of it. */
static void add_hunks(const struct comparison *c, struct buf *out)
{
	for (size_t i = 0; i < c->changes.nr; i++) {
		const struct change *change = &c->changes.change[i];

		if (i && change[-1].hunk_nr == change->hunk_nr)
			continue;
		buf_addf(out, "  hunk %zu, ", change->hunk_nr + 1);
		add_where(change, out);
		buf_addf(out, ": %s\n",
			 pair_kind_name(c->column[0].worst[change->hunk_nr]));
	}
}

static void add_extra(const struct column *col, const struct pair *pair,
		      struct buf *out)
{
	buf_adds(out, "  not in the upstream patch, ");
	add_where(column_change(col, pair), out);
	buf_adds(out, ": extra\n");
}

/* Text with lines of 70 columns or so, each two spaces in. */
static void add_wrapped(struct span text, struct buf *out)
{
	size_t column = 0;

	while (text.len) {
		const char *end = memchr(text.at, ' ', text.len);
		size_t len = end ? (size_t)(end - text.at) : text.len;

		if (column && column + 1 + len > 70) {
			buf_addc(out, '\n');
			column = 0;
		}
		buf_adds(out, column ? " " : "  ");
		buf_add(out, text.at, len);
		column += len + 1;
		text = span_skip(text, len + (end != NULL));
	}
	if (column)
		buf_addc(out, '\n');
}

void comparison_summary(const struct comparison *c, struct buf *out)
{
	const struct column *col = &c->column[0];
	const struct notes *notes = col->notes;

	buf_addf(out, "Compared with upstream's %.12s, %zu hunk%s:\n",
		 c->id, c->changes.nr_hunks,
		 c->changes.nr_hunks == 1 ? "" : "s");
	add_hunks(c, out);
	for (size_t i = 0; i < col->pairing.nr; i++)
		if (col->pairing.pair[i].kind == PAIR_EXTRA)
			add_extra(col, &col->pairing.pair[i], out);
	for (size_t i = 0; i < notes->nr; i++)
		if (notes->note[i].counts && !notes->note[i].silence)
			add_wrapped(span_of(notes->note[i].reason), out);
}

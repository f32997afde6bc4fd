// SPDX-License-Identifier: GPL-2.0-only
/* backport compare's output as text: below the matrix, what differs. */
#include "cmd/compare/compare.h"

#include <stdlib.h>

#include "core/compare/difference.h"
#include "core/compare/explain.h"

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
	say("%s: %s", col->name, out.at);
	buf_release(&out);
	buf_release(&why);
}

static void print_reasons(const struct column *col)
{
	for (size_t i = 0; i < col->notes->nr; i++) {
		const struct note *note = &col->notes->note[i];

		if (!note->silence && note->counts)
			say("%s: [ %s: %s ]\n", col->name, note->who,
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
			say("\n");
		print_pair(col, pair);
	}
	if (shown)
		print_reasons(col);
}

/*
 * A line for each thing that kept whole functions from being compared, with the
 * branches.
 */
static void print_unseen(const struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		const char *why = column_unseen(c, &c->column[i]);

		if (why && !(i && why == c->unknown))
			say("order: judged by the patches' context alone%s%s: %s\n",
			    why == c->unknown ? "" : " on ",
			    why == c->unknown ? "" : c->column[i].name, why);
	}
}

void compare_show(const struct ctx *ctx, const struct comparison *c)
{
	size_t others = comparison_count_left_out(c);

	if (c->fix)
		say("%s: ", c->fix);
	say("%s\nupstream: %s\n", c->subject ? c->subject : "", c->from);
	compare_show_matrix(c);
	if (others)
		say("left out: %zu change%s of upstream's two trees in functions that no variant touches\n",
		    others, plural(others));
	if (ctx->verbosity < 0)
		return;
	print_unseen(c);
	for (size_t i = 0; i < c->nr; i++)
		print_details(ctx, c, &c->column[i]);
}

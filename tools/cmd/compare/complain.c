// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: what lacks its reason, or claims a wrong id, on stderr. */
#include "cmd/compare/compare.h"

#include <stdio.h>

/* The line of the variant's file where a pair stands; 0 when it stands nowhere there. */
static long pair_lineno(const struct column *col, const struct pair *pair)
{
	const struct change *g;

	if (!pair->down.nr || col->diff_lineno < 0)
		return 0;
	g = &col->changes.change[pair->down.from];
	return col->diff_lineno +
	       (g->hunk ? g->hunk->lineno : g->diff->lineno);
}

static void complain_of_pair(const struct column *col, const struct pair *pair)
{
	const struct change *g = column_change(col, pair);
	struct span where = change_where(g);
	struct diag say = { 0 };
	char line[2048];

	diag_set(&say, col->path, pair_lineno(col, pair),
		 "%shunk %zu (%s: %.*s) is %s and the header gives no reason; add '[ you: reason ]' before the last sign-off",
		 pair->up.nr ? "upstream's " : "", g->hunk_nr + 1,
		 file_diff_name(g->diff), (int)where.len,
		 where.at, pair_kind_name(pair->kind));
	fprintf(stderr, "%s\n", diag_line(&say, line, sizeof(line)));
}

/* True when the pair before it stands in the same upstream hunk and was named already. */
static bool named_already(const struct comparison *c, const struct column *col,
			  size_t at)
{
	const struct pair *pair = &col->pairing.pair[at], *before = pair - 1;

	return at && pair->up.nr && before->up.nr &&
	       pair->kind == before->kind &&
	       c->changes.change[pair->up.from].hunk_nr ==
	       c->changes.change[before->up.from].hunk_nr;
}

bool compare_complain(const struct comparison *c)
{
	bool bad = false;

	for (size_t i = 0; i < c->nr; i++) {
		const struct column *col = &c->column[i];
		bool lacks = column_lacks_reason(col);

		for (size_t j = 0; j < col->nr_faults; j++)
			fprintf(stderr, "%s: %s\n", col->path,
				col->fault[j]);
		bad |= col->nr_faults > 0;
		for (size_t j = 0; lacks && j < col->pairing.nr; j++) {
			const struct pair *pair = &col->pairing.pair[j];

			if (!pair_kind_needs_reason(pair->kind) ||
			    comparison_leaves_out(c, pair))
				continue;
			bad = true;
			if (!named_already(c, col, j))
				complain_of_pair(col, pair);
		}
	}
	return bad;
}

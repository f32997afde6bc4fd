// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: what lacks its reason, or claims a wrong id, on stderr. */
#include "cmd/compare/compare.h"

#include <stdio.h>

/*
 * The line of the variant's file where a pair stands; 0 when it stands nowhere
 * there.
 */
static long pair_lineno(const struct column *col, const struct pair *pair)
{
	const struct change *g;

	if (!pair->down.nr)
		return 0;
	g = &col->changes.change[pair->down.from];
	return mail_patch_line(col->mail, g->hunk ? g->hunk->lineno :
						    g->diff->lineno);
}

static void complain_of_pair(const struct column *col, size_t nr)
{
	const struct pair *pair = &col->pairing.pair[nr];
	const struct change *change = column_change(col, pair);
	struct span where = change_where(change);
	struct buf lack = { 0 };
	struct diag lacks = { 0 };
	char line[2048];

	reason_explain(col->reason[nr], &col->pairing, pair, &lack);
	diag_set(&lacks, col->path, pair_lineno(col, pair),
		 "%shunk %zu (%s: %.*s) is %s%s",
		 pair->up.nr ? "upstream's " : "", change->hunk_nr + 1,
		 file_diff_name(change->diff), (int)where.len, where.at,
		 pair_kind_name(pair->kind), buf_span(&lack).at);
	notice("%s\n", diag_line(&lacks, line, sizeof(line)));
	buf_release(&lack);
}

/* True when the pair before says the same of the same upstream hunk. */
static bool said_already(const struct comparison *c, const struct column *col,
			 size_t at)
{
	const struct pair *pair = &col->pairing.pair[at], *before = pair - 1;

	return at && pair->up.nr && before->up.nr &&
	       pair->kind == before->kind &&
	       col->reason[at] == col->reason[at - 1] &&
	       changes_first(&c->changes, pair->up)->hunk_nr ==
	       changes_first(&c->changes, before->up)->hunk_nr;
}

bool compare_complain(const struct comparison *c)
{
	bool bad = false;

	for (size_t i = 0; i < c->nr; i++) {
		const struct column *col = &c->column[i];

		for (size_t j = 0; j < col->nr_faults; j++)
			notice("%s: %s\n", col->path,
			       col->fault[j]);
		bad |= col->nr_faults > 0;
		for (size_t j = 0; j < col->pairing.nr; j++) {
			if (!column_lacks_reason_for(c, col, j))
				continue;
			bad = true;
			if (!said_already(c, col, j))
				complain_of_pair(col, j);
		}
	}
	return bad;
}

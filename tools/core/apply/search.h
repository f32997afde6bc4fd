/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_SEARCH_H
#define CORE_APPLY_SEARCH_H

#include "core/apply/match.h"
#include "core/apply/placement.h"

/* One hunk being placed: what the files that do it share. */

/* More places than this decide nothing, so they are not looked for. */
#define PLACES_MAX 256

/* A hunk being placed. */
struct search {
	const struct hunk *h;
	struct text *t;
	const struct cursor *cursor;
	size_t from;	/* index of the first line that h may have */
	struct pattern pre, post;
	struct place beyond;	/* asked for behind PLACES_MAX others */
	struct placement *where;
};

/* Places the hunk there. */
void search_accept(struct search *k, struct place place, enum placed placed);

/* True when p stands on that line (an index), which the hunk may have. */
bool search_matches_on(const struct pattern *p, const struct search *k,
		       long line);

/*
 * The place of f on that line, which is one of p, whose list may have been cut;
 * NULL: none.
 */
const struct place *search_place_on(struct search *k, const struct pattern *f,
				    const struct places *p, long line);

/* The line (an index) where the hunks before this one lead to expect it. */
long search_due(const struct search *k);

#endif

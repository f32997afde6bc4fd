/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_SEARCH_H
#define CORE_APPLY_SEARCH_H

#include "core/apply/match.h"
#include "core/apply/place.h"

/* What the files that place one hunk share; nobody else includes this. */

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

/* The only place in the function that the hunk names; NULL: none, or several. */
const struct place *search_place_in_func(const struct search *k,
					 const struct places *p);

/* The line (an index) where the hunks before this one lead to expect it. */
long search_due(const struct search *k);

/*
 * True when the hunk names a function by its @@ tail and the place lies in
 * another one, and neither what older versions of git made of a tail nor a
 * function renamed by underscores explains it.
 */
bool search_in_other_func(const struct search *k, struct place place);

/* Merged? Places the hunk on its change, if the file has it, and says so. */
bool search_merged(struct search *k);

/*
 * True, and placed as merged, when the lines at place stand there because the
 * change does: an added block that ends (or begins) like its context leaves the
 * preimage standing within the postimage, as "}" and a blank line do.
 */
bool search_lies_in_postimage(struct search *k, const struct place *place);

/* True when the file has the hunk's change, or might, at any place. */
bool search_has_postimage(struct search *k);

/*
 * True when the placed hunk lies in another function than it names, which is
 * said even where it decides nothing.
 */
bool placement_is_outside(const struct hunk *h, struct text *t,
			  const struct placement *where);

#endif

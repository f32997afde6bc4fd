/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACE_MERGED_H
#define CORE_APPLY_PLACE_MERGED_H

#include "core/apply/search.h"

/* Places the hunk as merged if the file has its change, and tells whether. */
bool search_merged(struct search *k);

/*
 * True, and placed as merged, when what a hunk without context adds stands
 * right where it would be added: diff puts a second copy behind the first.
 */
bool search_inserted(struct search *k, struct place place);

/*
 * True, and placed as merged, when the lines at place stand there because the
 * change does: an added block that ends (or begins) like its context leaves the
 * preimage standing within the postimage, as "}" and a blank line do.
 */
bool search_lies_in_postimage(struct search *k, const struct place *place);

/*
 * The line (an index) where the hunk's change stands nearer to the line due
 * than the place does, and not in another function if the place is in the
 * hunk's; -1: nowhere.
 */
long search_changed_nearer(const struct search *k, const struct place *place,
			   long due);

/* True when the file has the hunk's change, or might, at any place. */
bool search_has_postimage(struct search *k);

#endif

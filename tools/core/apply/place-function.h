/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACE_FUNCTION_H
#define CORE_APPLY_PLACE_FUNCTION_H

#include "core/apply/search.h"

/*
 * The only place in the function that the hunk names; NULL: none, or several.
 */
const struct place *search_place_in_func(const struct search *k,
					 const struct places *p);

/*
 * True when the hunk names a function by its @@ tail and the place lies in
 * another one, and neither what older versions of git made of a tail nor a
 * function of a like name explains it.
 */
bool search_in_other_func(const struct search *k, struct place place);

/*
 * True when the placed hunk lies in another function than it names, which is
 * said even where it decides nothing.
 */
bool placement_is_outside(const struct hunk *h, struct text *t,
			  const struct placement *where);

#endif

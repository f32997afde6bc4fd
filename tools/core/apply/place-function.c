// SPDX-License-Identifier: GPL-2.0-only
/* Does a place lie in the function that the hunk's @@ tail names? */
#include "core/apply/place-function.h"

#include "core/source/function-at.h"
#include "core/source/function-name.h"

/*
 * True when the context in front of the first change leaves the function that
 * the @@ tail names: then the context itself says where the change belongs.
 */
static bool leaves_func(const struct hunk *h)
{
	for (size_t i = 0; i < h->nr && h->line[i].kind == ' '; i++)
		if (func_is_line(h->line[i].text) ||
		    span_starts(h->line[i].text, "}"))
			return true;
	return false;
}

const struct place *search_place_in_func(const struct search *k,
					 const struct places *p)
{
	const struct place *only = NULL;

	if (!k->h->func.len || p->nr == PLACES_MAX)
		return NULL;
	for (size_t i = 0; i < p->nr; i++) {
		if (!func_holds(k->t, p->place[i].at, k->h->func))
			continue;
		if (only)
			return NULL;
		only = &p->place[i];
	}
	return only;
}

bool search_in_other_func(const struct search *k, struct place place)
{
	struct span tail = k->h->func;

	return !leaves_func(k->h) && func_outside(k->t, place.at, tail) &&
	       !func_holds_for_old_git(k->t, place.at, tail) &&
	       !func_is_renamed(k->t, place.at, tail);
}

bool placement_is_outside(const struct hunk *h, struct text *t,
			  const struct placement *where)
{
	return !func_same(h->func, where->func_found) &&
	       func_outside(t, where->at, h->func) && !leaves_func(h);
}

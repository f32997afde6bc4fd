// SPDX-License-Identifier: GPL-2.0-only
/* One hunk being placed: where its lines stand, and what it is placed on. */
#include "core/apply/search.h"

#include "core/source/function-at.h"

void search_accept(struct search *k, struct place place, enum placed placed)
{
	struct placement *w = k->where;

	w->placed = placed;
	w->found = place.line + 1;
	w->offset = w->found - w->wanted;
	w->at = place.at;
	w->skip = k->pre.skip;
	w->cut = k->pre.cut;
	w->func_found = func_above(k->t, place.at);
}

bool search_matches_on(const struct pattern *p, const struct search *k,
		       long line)
{
	size_t at;

	return line >= (long)k->from && text_seek(k->t, line, &at) &&
	       pattern_at(p, k->t->bytes, at);
}

const struct place *search_place_on(struct search *k, const struct pattern *f,
				    const struct places *p, long line)
{
	size_t lo = 0, hi = p->nr;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if ((long)p->place[mid].line < line)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < p->nr && (long)p->place[lo].line == line)
		return &p->place[lo];
	if (p->nr < PLACES_MAX || !search_matches_on(f, k, line))
		return NULL;
	k->beyond.line = line;
	text_seek(k->t, line, &k->beyond.at);
	return &k->beyond;
}

long search_due(const struct search *k)
{
	return k->where->wanted - 1 + k->cursor->drift;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Is a hunk's change in the file already? */
#include "core/apply/search.h"

/* Where the postimage could stand. Lines that were only removed at an end must be gone from that end of the file. */
static void merged_places(struct search *k, struct places *out)
{
	bool begin = !k->post.prefix && !hunk_adds_at_end(k->h, 1);
	bool end = !k->post.suffix && !hunk_adds_at_end(k->h, -1);
	struct place at_end = { 0 };
	struct places all;

	*out = (struct places){ 0 };
	if (end && !pattern_at_end(&k->post, k->t, &at_end))
		return;
	pattern_places(&k->post, k->t, k->from, PLACES_MAX, &all);
	out->place = all.place;
	for (size_t i = 0; i < all.nr; i++)
		if ((!begin || !all.place[i].line) &&
		    (!end || all.place[i].line == at_end.line))
			out->place[out->nr++] = all.place[i];
}

bool search_merged(struct search *k)
{
	const struct place *place;
	struct places p;

	if (!k->post.nr)
		return false;
	merged_places(k, &p);
	place = search_place_on(k, &k->post, &p, search_due(k));
	if (!place)
		place = p.nr == 1 ? p.place : search_place_in_func(k, &p);
	if (place && !search_in_other_func(k, *place))
		search_accept(k, *place, PLACED_MERGED);
	places_release(&p);
	return k->where->placed == PLACED_MERGED;
}

bool search_lies_in_postimage(struct search *k, const struct place *place)
{
	long first = (long)place->line - ((long)k->post.nr - (long)k->pre.nr);
	struct place post;

	if (first < (long)k->from)
		first = k->from;
	for (long line = place->line; line >= first; line--) {
		if (!search_matches_on(&k->post, k, line))
			continue;
		post.line = line;
		text_seek(k->t, line, &post.at);
		k->pre.skip = k->pre.cut = k->where->fuzz = 0;
		search_accept(k, post, PLACED_MERGED);
		return true;
	}
	return false;
}

bool search_has_postimage(struct search *k)
{
	struct places p;
	bool has;

	merged_places(k, &p);
	has = p.nr;
	places_release(&p);
	return has;
}

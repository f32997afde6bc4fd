// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where GNU patch, and so quilt, puts a hunk: the nearest place that fits,
 * found by comparing runs of both.
 */
#include "core/apply/place-like-patch.h"

#include <stdlib.h>

#include "core/source/function-at.h"

static void accept(struct placement *w, struct place place, struct text *t)
{
	w->found = place.line + 1;
	w->offset = w->found - w->wanted;
	w->at = place.at;
	w->placed = w->fuzz ? PLACED_FUZZ :
		    w->offset ? PLACED_OFFSET : PLACED_EXACT;
	w->func_found = func_above(t, place.at);
}

/*
 * A place's turn. Of two equally far from the guess the later one is first, as
 * the list runs upwards. When the hunk before ended behind the guess, patch
 * begins as far in front of the guess as that end is behind it.
 */
static long turn(long line, long guess, long from)
{
	long first = 2 * guess - from;

	if (guess >= from)
		return labs(line - guess);
	return line == from ? 1 : line == first ? 0 : line - first + 1;
}

static const struct place *nearest(const struct places *p, long guess,
				   long from, long last)
{
	const struct place *best = NULL;
	long due, least = 0, line;

	for (size_t i = 0; i < p->nr; i++) {
		line = p->place[i].line;
		due = turn(line, guess, from);
		if (line > last || due < 0 || (line < from && guess >= from) ||
		    (best && due > least))
			continue;
		best = &p->place[i];
		least = due;
	}
	return best;
}

/* Nothing is left to compare: the guess itself, kept within the file. */
static bool anywhere(struct text *t, long guess, long first, long last,
		     struct place *place)
{
	if (last < first)
		return false;
	place->line = guess < first ? first : guess > last ? last : guess;
	return text_seek(t, place->line, &place->at);
}

/*
 * The guess itself is the nearest place there can be: most hunks fit there, and
 * nothing has to be searched.
 */
static bool matches_guess(const struct pattern *f, struct text *t,
		       const struct cursor *cursor, long guess,
		       struct place *place)
{
	place->line = guess;
	return guess >= (long)cursor->from &&
	       text_seek(t, guess, &place->at) &&
	       pattern_at(f, t->bytes, place->at);
}

/* True when a place was found, which need not be one that can be used. */
static bool try_fuzz(struct pattern *f, struct text *t,
		     const struct cursor *cursor, bool count,
		     struct placement *where, struct place *place)
{
	long most = f->prefix > f->suffix ? f->prefix : f->suffix;
	long skip = where->fuzz + (long)f->prefix - most;
	long cut = where->fuzz + (long)f->suffix - most;
	long guess = where->wanted - 1 + cursor->drift, last;
	const struct place *best;
	struct places p;

	f->skip = skip > 0 ? skip : 0;
	f->cut = cut > 0 ? cut : 0;
	where->skip = f->skip;
	where->cut = f->cut;
	if (skip < 0 && where->wanted <= 1) {
		*place = (struct place){ 0, 0 };
		if (cursor->from > f->prefix ||
		    (cut < 0 && text_count(t) != f->nr))
			return false;
		return pattern_at(f, t->bytes, 0);
	}
	if (cut < 0)
		return pattern_at_end(f, t, place) &&
		       place->line >= cursor->from;
	if (f->skip + f->cut < f->nr && !count &&
	    matches_guess(f, t, cursor, guess, place)) {
		where->places = 1;
		return true;
	}
	last = (long)text_count(t) - (long)(f->nr - f->cut);
	if (f->skip + f->cut == f->nr)
		return anywhere(t, guess, cursor->from, last, place);
	pattern_places(f, t, 0, SIZE_MAX, &p);
	where->places = p.nr;
	best = nearest(&p, guess, cursor->from, last);
	if (best)
		*place = *best;
	places_release(&p);
	return best;
}

/*
 * Without preimage lines there is nothing to look for: the line it names, or
 * the end of the file.
 */
static void locate_insertion(struct text *t, const struct cursor *cursor,
			     struct placement *where)
{
	long line = where->wanted - 1 + cursor->drift;
	struct place place;

	if (line < (long)cursor->from)
		return;
	place.line = line;
	if (!text_seek(t, line, &place.at))
		place.at = t->bytes.len;
	where->places = 1;
	accept(where, place, t);
}

void like_quilt_locate(struct pattern *pre, struct text *t,
		       const struct cursor *cursor,
		       const struct place_options *how, struct placement *where)
{
	int most = pre->prefix > pre->suffix ? pre->prefix : pre->suffix;
	struct place place;

	if (!pre->nr) {
		locate_insertion(t, cursor, where);
		return;
	}
	for (int fuzz = 0; fuzz <= how->fuzz && fuzz <= most; fuzz++) {
		where->fuzz = fuzz;
		if (!try_fuzz(pre, t, cursor, how->count, where, &place))
			continue;
		/*
		 * "misordered hunks": patch looks no further when what it found
		 * changes lines in front of those that the hunk before changed
		 */
		if (place.line + pre->prefix < cursor->from)
			break;
		accept(where, place, t);
		return;
	}
	where->skip = where->cut = where->fuzz = 0;
}

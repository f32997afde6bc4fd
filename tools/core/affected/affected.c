// SPDX-License-Identifier: GPL-2.0-only
/* Bisecting the releases of a line, range by range. */
#include "core/affected/affected.h"

#include <string.h>

#include "core/text/buf.h"

static bool says(enum tried tried)
{
	return tried == TRIED_FAILS || tried == TRIED_PASSES;
}

static bool has(const struct affected *a, const struct affected_range *r,
		enum tried tried)
{
	for (size_t i = r->first; i <= r->last; i++)
		if (a->tried[i] == tried)
			return true;
	return false;
}

/*
 * The middle of the most releases in a row of which none was tried, between
 * two; false when there is none.
 */
static bool middle(const struct affected *a, size_t from, size_t to,
		   size_t *release)
{
	size_t best = 0, nr = 0;

	for (size_t i = from + 1; i < to; i++) {
		nr = a->tried[i] == TRIED_NOT ? nr + 1 : 0;
		if (nr > best) {
			best = nr;
			*release = i - nr / 2;
		}
	}
	return best;
}

/* The ends of the range are silent: looks for one that is not. */
static bool next_where_silent(const struct affected *a,
			      const struct affected_range *r, size_t *release)
{
	size_t nr = 0;

	for (size_t i = r->first; i <= r->last; i++)
		nr += a->tried[i] != TRIED_NOT;
	return nr < AFFECTED_SILENT_MAX &&
	       middle(a, r->first, r->last, release);
}

/*
 * Between the last silent release on the way to the first that says something,
 * and that: where in the range the answers begin, or end.
 */
static bool next_at_edge(const struct affected *a, size_t edge, size_t first,
			 size_t *release)
{
	size_t at = first, step = edge < first ? -1 : 1;

	if (edge == first)
		return false;
	do
		at += step;
	while (a->tried[at] == TRIED_NOT);
	return edge < first ? middle(a, at, first, release) :
			      middle(a, first, at, release);
}

static bool next_between(const struct affected *a, size_t first, size_t last,
			 size_t *release)
{
	size_t before = first;

	for (size_t i = first + 1; i <= last; i++) {
		if (!says(a->tried[i]))
			continue;
		if (a->tried[i] != a->tried[before] &&
		    middle(a, before, i, release))
			return true;
		before = i;
	}
	return false;
}

/* The ends of the range have been tried. */
static bool next_inside(const struct affected *a,
			const struct affected_range *r, size_t *release)
{
	size_t first = r->first, last = r->last;

	if (r->cannot && !has(a, r, TRIED_FAILS))
		return false;
	while (first < last && !says(a->tried[first]))
		first++;
	while (last > first && !says(a->tried[last]))
		last--;
	if (!says(a->tried[first]))
		return next_where_silent(a, r, release);
	return next_at_edge(a, r->first, first, release) ||
	       next_at_edge(a, r->last, last, release) ||
	       next_between(a, first, last, release);
}

bool affected_next(const struct affected *a, size_t *release)
{
	for (size_t i = 0; i < a->nr_ranges; i++) {
		const struct affected_range *r = &a->range[i];

		*release = a->tried[r->first] ? r->last : r->first;
		if (!a->tried[*release])
			return true;
	}
	for (size_t i = 0; i < a->nr_ranges; i++)
		if (next_inside(a, &a->range[i], release))
			return true;
	return false;
}

bool affected_is_end(const struct affected *a, size_t release)
{
	for (size_t i = 0; i < a->nr_ranges; i++)
		if (release == a->range[i].first || release == a->range[i].last)
			return true;
	return false;
}

/* Of one range: whatever the answers will be. */
static size_t most_of(const struct affected *a)
{
	size_t release, most = 0;

	if (!affected_next(a, &release))
		return 0;
	for (int fails = !a->range->cannot; fails >= 0; fails--) {
		size_t nr;

		a->tried[release] = fails ? TRIED_FAILS : TRIED_PASSES;
		nr = 1 + most_of(a);
		most = nr > most ? nr : most;
	}
	a->tried[release] = TRIED_NOT;
	return most;
}

size_t affected_most(const struct affected *a)
{
	size_t most = 0;

	for (size_t i = 0; i < a->nr_ranges; i++)
		most += most_of(&(struct affected){
			&a->range[i], 1, a->tried });
	return most;
}

size_t affected_runs(const struct affected *a, struct affected_run **run)
{
	size_t end = a->nr_ranges ? a->range[a->nr_ranges - 1].last + 1 : 0;
	size_t nr = 0;

	*run = grow_array(NULL, end + 1, sizeof(**run));
	for (size_t i = 0; i < end; i++) {
		if (!says(a->tried[i]))
			continue;
		if (!nr || (*run)[nr - 1].tried != a->tried[i])
			(*run)[nr++] = (struct affected_run){
				.tried = a->tried[i], .first = i };
		(*run)[nr - 1].last = i;
	}
	return nr;
}

bool affected_is_monotone(const struct affected_run *run, size_t nr)
{
	size_t fails = 0;

	for (size_t i = 0; i < nr; i++)
		fails += run[i].tried == TRIED_FAILS;
	return fails <= 1;
}

enum tried tried_of_modes(const struct mode_result *m, size_t nr,
			  const struct mode_result **mode)
{
	*mode = NULL;
	for (size_t i = 0; i < nr; i++) {
		if (m[i].outcome == FAIL && m[i].signature && !m[i].differ) {
			*mode = &m[i];
			return TRIED_FAILS;
		}
		if (!*mode && (m[i].outcome != PASS || m[i].differ))
			*mode = &m[i];
	}
	return nr && !*mode ? TRIED_PASSES : TRIED_SILENT;
}

const char *tried_name(enum tried tried)
{
	static const char *const names[] = {
		[TRIED_NOT] = "not tried", [TRIED_FAILS] = "fails",
		[TRIED_PASSES] = "passes", [TRIED_SILENT] = "no answer",
	};

	return names[tried];
}

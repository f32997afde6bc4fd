/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_AFFECTED_AFFECTED_H
#define CORE_AFFECTED_AFFECTED_H

#include <stdbool.h>
#include <stddef.h>

#include "core/verdict/verdict.h"

/*
 * Which releases of a line have a bug: which one is to be tried next, and what
 * those that were tried say together.
 */

/* What a release that was built and booted says. */
enum tried {
	TRIED_NOT,	/* not tried yet */
	TRIED_FAILS,	/* the check fails as the fix's signature says */
	TRIED_PASSES,
	TRIED_SILENT,	/* neither: it does not build, or does not boot */
};

/* Releases in a row of which their sources say the same. */
struct affected_range {
	size_t first, last;
	bool cannot;	/* have the bug, as far as the sources tell */
};

struct affected {
	const struct affected_range *range;	/* all releases, in order */
	size_t nr_ranges;
	enum tried *tried;	/* of each release */
};

/* The most that is tried in a range that has only silent releases so far. */
#define AFFECTED_SILENT_MAX 5

/*
 * The release to try next: first the ends of each range, then what halves the
 * releases between one that fails and one that passes. A silent one is passed
 * over, for one in the middle of those beside it that were not tried. Between
 * two that say the same the others are taken to say the same. In a range that
 * cannot have the bug only the ends are tried, as long as none of them fails.
 * False when nothing is left to try.
 */
bool affected_next(const struct affected *a, size_t *release);

/* True when the release is an end of a range: one of those tried first. */
bool affected_is_end(const struct affected *a, size_t release);

/*
 * How many releases are tried from here on at most, when each one says
 * something, and those that cannot have the bug pass.
 */
size_t affected_most(const struct affected *a);

/* Releases that say the same, silent ones left out. */
struct affected_run {
	enum tried tried;	/* TRIED_FAILS or TRIED_PASSES */
	size_t first, last;	/* that were tried and say so */
};

/*
 * The runs in order, each other than the one before: *run is the caller's to
 * free. Returns how many.
 */
size_t affected_runs(const struct affected *a, struct affected_run **run);

/*
 * True when the bug came in once at most and was fixed once at most: no more
 * than one run fails.
 */
bool affected_is_monotone(const struct affected_run *run, size_t nr);

/*
 * What the check of a fix said in all modes: it fails when it does so in one of
 * them with the fix's signature each time, and passes when it does in all. Else
 * it is silent: *mode is the one that says why, or NULL without modes.
 */
enum tried tried_of_modes(const struct mode_result *m, size_t nr,
			  const struct mode_result **mode);

/* "not tried", "fails", "passes", "no answer". */
const char *tried_name(enum tried tried);

#endif

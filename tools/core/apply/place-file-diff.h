/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACE_SECTION_H
#define CORE_APPLY_PLACE_SECTION_H

#include "core/apply/place.h"

/*
 * Places all hunks of s in t, into where[] in the patch's order. order lists
 * their indexes in the order to try them, and afterwards by the place they got:
 * that is the order to make their changes in. Refusals are values.
 *
 * Beyond what hunk_locate() sees of one hunk: hunks that each fit in several
 * places, but all of them in one way only, are settled by their order; and a
 * hunk whose function now stands in front of the hunk before it goes there, if
 * that is its only place in the whole file.
 */
void hunks_locate(const struct file_diff *s, size_t *order, struct text *t,
		  const struct place_options *how, struct placement *where);

/* Sorts the indexes of s's hunks by the line that each hunk names. */
void hunks_sort(const struct file_diff *s, size_t *order);

#endif

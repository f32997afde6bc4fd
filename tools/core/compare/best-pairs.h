/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_BEST_PAIRS_H
#define CORE_COMPARE_BEST_PAIRS_H

#include "core/compare/assign.h"
#include "core/compare/pair.h"

#define PARTNER_NONE ASSIGN_NONE

/*
 * Which change of the other side is a change's partner, by change number on
 * either side; PARTNER_NONE for none.
 */
struct partners {
	size_t *of_up, *of_down;
};

/*
 * Finds the partners of p's changes, one to one, so that what all pairs are
 * worth (lines, function, file, surroundings) is the greatest possible.
 * partners_release() then.
 */
void partners_find(struct partners *got, const struct pairing *p);

/* Frees the contents and leaves *got empty. */
void partners_release(struct partners *got);

#endif

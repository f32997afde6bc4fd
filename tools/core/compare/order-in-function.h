/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_ORDER_IN_FUNCTION_H
#define CORE_COMPARE_ORDER_IN_FUNCTION_H

#include "core/compare/pair.h"

/*
 * The order of calls counts: a change that stands above a statement upstream
 * and below it in the variant is not the same change, even when its lines are
 * equal.
 */

enum order {
	ORDER_UNKNOWN,		/* no file, or in no function of it */
	ORDER_KEPT,
	ORDER_PAST,		/* pair->past stands on the other side */
	/* stands under pair->past, upstream's under pair->instead_of */
	ORDER_UNDER,
	ORDER_ELSEWHERE,	/* stands in another function */
};

/*
 * Judges a pair by the functions that it stands in, where changes_locate() has
 * told both files: their unchanged statements are aligned. Fills pair->past,
 * pair->instead_of and pair->other_name. A function that was only renamed is
 * the same one.
 */
enum order order_in_functions(const struct pairing *p, struct pair *pair);

/*
 * True when the change holds something whose order counts: not declarations and
 * comments alone.
 */
bool order_counts(const struct pairing *p, const struct pair *pair);

/* The same of lines of C. */
bool order_counts_of(struct span text);

#endif

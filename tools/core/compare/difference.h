/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_DIFFERENCE_H
#define CORE_COMPARE_DIFFERENCE_H

#include "core/compare/comparison.h"

/*
 * Adds a pair's lines. What differs is marked by word, or shown by side when
 * too much differs.
 */
void column_add_difference(struct buf *out, const struct column *col,
			   const struct pair *pair);

#endif

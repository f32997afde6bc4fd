/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_BESIDE_H
#define CORE_COMPARE_BESIDE_H

#include "core/compare/pair.h"

/*
 * Asks whether a line that the variant's patch shows near the change is
 * upstream's but for what it does: another number, constant, operator, cast or
 * integer type, or another way out of the block. Only lines of the same
 * function count. *down gets that line, *up upstream's.
 */
bool pair_is_beside_other(const struct pairing *p, const struct pair *pair,
			  struct span *up, struct span *down);

#endif

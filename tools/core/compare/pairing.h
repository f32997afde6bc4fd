/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_PAIRING_H
#define CORE_COMPARE_PAIRING_H

#include "core/compare/pair.h"

/*
 * Pairs the changes of two patches so that the likeness over all pairs is the
 * greatest possible (lines, function, file, surroundings), joins changes that
 * one side shows in more pieces, and judges each pair. Both must outlive *p.
 */
void pairing_make(struct pairing *p, const struct changes *up,
		  const struct changes *down);

#endif

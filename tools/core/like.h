/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_LIKE_H
#define CORE_LIKE_H

#include "fit.h"
#include "hunk.h"

/*
 * Places a hunk, whose preimage is pre, where GNU patch 2.7 places it: the place nearest to
 * its line plus the offset of the hunks before it, the later one of two equally
 * near, fuzz growing until any place fits. Fills where->placed and what depends on it.
 */
void like_quilt_locate(struct fit *pre, struct text *t,
		       const struct foothold *after, const struct placing *how,
		       struct placement *where);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACE_LIKE_PATCH_H
#define CORE_APPLY_PLACE_LIKE_PATCH_H

#include "core/apply/match.h"
#include "core/apply/placement.h"

/*
 * Places a hunk, whose preimage is pre, where GNU patch 2.7 places it: the
 * place nearest to its line plus the offset of the hunks before it, the later
 * one of two equally near, fuzz growing until any place fits. Fills
 * where->placed and what depends on it.
 */
void like_quilt_locate(struct pattern *pre, struct text *t,
		       const struct cursor *cursor,
		       const struct place_options *how,
		       struct placement *where);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_COMPARE_FIX_H
#define SYS_SERIES_COMPARE_FIX_H

#include "sys/series/compared-fix.h"

/*
 * Finds upstream's patch and the files of all sides, pairs the changes, and
 * checks the upstream ids that the variants claim. 0; 1 and *why when there is
 * nothing but the variant itself; -1 and *why.
 */
int compared_fix_make(struct compared_fix *f, const struct compare_from *from,
		      struct diag *why);

#endif

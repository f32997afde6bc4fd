/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_FIND_UPSTREAM_H
#define SYS_SERIES_FIND_UPSTREAM_H

#include "sys/series/compared-fix.h"

/* Finds upstream's patch alone: f->up and f->from. 0 or -1 and *why. */
int find_upstream(struct compared_fix *f, const struct compare_from *from,
		  struct diag *why);

#endif

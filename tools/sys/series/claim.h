/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_CLAIM_H
#define SYS_SERIES_CLAIM_H

#include "sys/series/compared-fix.h"

/*
 * Checks the id that a variant claims against the configuration and --repo;
 * what is wrong becomes a fault of its column. 0 or -1 and *why.
 */
int claim_check(struct compared_fix *f, size_t at,
		const struct compare_from *from, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_PATCHSET_H
#define SYS_STORE_PATCHSET_H

#include <jansson.h>
#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Which patches a branch's series is made of, by content: an array of objects
 * with name (below its patches) and sha256, in the order they apply. It is
 * stored in apply.json, so that a result can be told from one of other patches.
 */

/*
 * The patches of the branch's series as they are now; one that is not there is
 * left out. The caller's reference; NULL and *why for one that cannot
 * be read.
 */
json_t *patchset_read(const char *root, const struct branch *b,
		      struct diag *why);

/* KCIDB's patchset_hash (backport(1), "JSON"): 64 hex digits, "" for none. */
void patchset_hash(const json_t *patchset, char hex[65]);

/* True when they are the same patches; their names may differ. */
bool patchset_equal(const json_t *one, const json_t *other);

/*
 * What of now is not as it was then, by its path in the project: a patch, or
 * the series when other patches or another order is all. NULL: nothing. Caller
 * frees.
 */
char *patchset_changed(const json_t *then, const json_t *now,
		       const struct branch *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_APPLY_PATCH_H
#define SYS_SERIES_APPLY_PATCH_H

#include "core/apply/patch-result.h"
#include "core/patch/patch.h"
#include "sys/series/tree-edits.h"

/* One patch on a tree: all of it, or nothing. */

/*
 * Applies p, whose names it resolves, to t, which the caller has marked and
 * keeps or rolls back. A refusal is a value, and t is as it was. The patch must
 * outlive *c. 0 or -1 and *why; patch_result_release() either way.
 */
int patch_apply(struct tree *t, struct patch *p,
		const struct place_options *how, struct patch_result *c,
		struct diag *why);

/*
 * Adds to key the modes and ids of all that p names in t, and what stands above
 * a name that is not there: where these are the same in two trees, so is what
 * becomes of p.
 */
void patch_files_key(const struct patch *p, struct tree *t, struct buf *key);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_APPLY_PATCH_H
#define SYS_SERIES_APPLY_PATCH_H

#include "core/apply/apply.h"
#include "core/apply/nearest.h"
#include "core/patch/patch.h"
#include "sys/series/tree-edits.h"

/* One patch on a tree: all of it, or nothing. */

enum patch_outcome {
	PATCH_APPLIED,
	PATCH_MERGED,	/* all of it is in the tree already: nothing done */
	PATCH_REFUSED,	/* nothing done */
};

/* What became of one section. */
struct part {
	const struct section *section;
	const char *name;	/* the file, for messages; borrowed from the section */
	struct application a;
	struct nearest_list nearest;
};

struct patch_result {
	enum patch_outcome outcome;
	struct part *part;	/* one a section */
	size_t nr;
};

/* "applied", "merged", "refused". */
const char *patch_outcome_name(enum patch_outcome outcome);

/*
 * Applies p (whose names it settles) to t, which the caller has marked and
 * keeps or rolls back. A refusal is a value, and t is as it was. The patch must
 * outlive *c. 0 or -1 and *why; patch_result_release() either way.
 */
int patch_apply(struct tree *t, struct patch *p, const struct place_options *how,
		struct patch_result *c, struct diag *why);

/* Frees the contents and leaves *c empty. */
void patch_result_release(struct patch_result *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PATCH_RESULT_H
#define CORE_APPLY_PATCH_RESULT_H

#include "core/apply/apply.h"
#include "core/apply/nearest.h"

/* What became of a whole patch: applied, merged or refused, never in part. */

enum patch_outcome {
	PATCH_APPLIED,
	PATCH_MERGED,	/* all of it is in the tree already: nothing done */
	PATCH_REFUSED,	/* nothing done */
};

/* What became of one file diff. */
struct part {
	const struct file_diff *diff;
	const char *name;	/* the file, for messages; the file diff's */
	struct application a;
	/* that the file has, where the diff says another; else 0 */
	unsigned int mode;
	struct nearest_list nearest;
};

struct patch_result {
	enum patch_outcome outcome;
	struct part *part;	/* one per file diff */
	size_t nr;
	/* of a refusal as a whole; NULL: see the parts */
	const char *reason;
};

/* True when the patch, if it is one at all, asks for no change. */
bool patch_is_empty(const struct patch *p);

/* "applied", "merged", "refused". */
const char *patch_outcome_name(enum patch_outcome outcome);

/*
 * Sets r->outcome from its parts. A patch of which one part is there already
 * and another is not is refused, each part with the reason, except where hunks
 * are placed as GNU patch does.
 */
void patch_result_judge(struct patch_result *r,
			const struct place_options *how);

/* The worst way in which a hunk that changes something was placed. */
enum placed patch_result_worst(const struct patch_result *r);

/* Adds to out why it is refused, from its first reason: "FILE: hunk 2 ...". */
void patch_result_describe(const struct patch_result *r, struct buf *out);

/*
 * Adds to out where a merged patch stands: its files, and lines and functions
 * in them.
 */
void patch_result_describe_merged(const struct patch_result *r,
				  struct buf *out);

/* Frees the contents and leaves *r empty. */
void patch_result_release(struct patch_result *r);

#endif

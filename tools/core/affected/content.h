/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_AFFECTED_CONTENT_H
#define CORE_AFFECTED_CONTENT_H

#include "core/apply/patch-result.h"

/* What the sources of a release tell of the bug that a patch fixes. */

enum content_state {
	CONTENT_MAY,		/* it may have the bug */
	/* it cannot: */
	CONTENT_MERGED,		/* the patch is there */
	CONTENT_NO_FILE,	/* none of the files that it changes is there */
	CONTENT_NO_FUNCTION,	/* none of the functions that it changes is */
	CONTENT_NO_LINES,	/* none of the lines that it removes is */
};

struct content {
	enum content_state state;
	char reason[384];	/* one clause */
};

/*
 * Judges a release by how the patch was placed on it and by the files that the
 * patch changes, one per file diff: at is NULL where the file is not there.
 * Only what all of the patch agrees on is said: a change outside of functions,
 * or a line that stands elsewhere in the file too, leaves the release in doubt.
 */
void content_judge(struct content *c, const struct patch *p,
		   const struct patch_result *placed, const struct span *file);

/* "may", "merged", "no-file", "no-function", "no-lines". */
const char *content_word(enum content_state state);

#endif

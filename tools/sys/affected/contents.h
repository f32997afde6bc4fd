/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_AFFECTED_CONTENTS_H
#define SYS_AFFECTED_CONTENTS_H

#include "core/affected/affected.h"
#include "core/affected/content.h"
#include "sys/git/base-list.h"

struct content_answer;

/*
 * The releases of a line, and what the sources of each tell of the bug that a
 * patch fixes. Where the files that it touches are the same, so is the answer.
 */
struct contents {
	struct base_list bases;		/* listed by the caller */
	const struct content **of;	/* each base */
	/* bases in a row of which the state is the same */
	struct affected_range *range;
	size_t nr_ranges;
	struct content_answer **answer;
	size_t nr_answers;
};

/*
 * Looks at c->bases, in their repository; p's names are resolved. Nothing is
 * written. 0 or -1 and *why.
 */
int contents_find(struct contents *c, struct patch *p, struct diag *why);

/* Frees the contents and leaves *c empty. */
void contents_release(struct contents *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_ACROSS_BRANCHES_H
#define CORE_CHECK_ACROSS_BRANCHES_H

#include "core/check/rules.h"

/*
 * A patch of a branch's series, as the rules across branches see it. All
 * borrowed.
 */
struct carried {
	const char *branch, *base;	/* "v4.9", "v4.9.262" */
	const char *path, *name;	/* of the patch file; without folder */
	/* claimed upstream id, "" when none; subject */
	const char *id, *subject;
	const char *since;		/* first release that has it, or NULL */
	struct span header;
	const struct notes *notes;
};

/* A branch, whatever it carries. Borrowed. */
struct line {
	const char *branch, *base;
};

/* An upstream commit that fixes a carried one. Borrowed. */
struct follow_up {
	const char *id, *subject;
	const char *fixes;		/* the id of its Fixes:, in full */
};

/* Everything that is carried, series by series in their order. */
struct across {
	const struct carried *carried;
	size_t nr;
	const struct line *line;
	size_t nr_lines;
	const struct follow_up *follow_up;
	size_t nr_follow_ups;
};

/* Checks the rules across branches of the profiles and adds what is broken. */
void across_check(struct findings *f, const struct across *a,
		  unsigned int profiles);

#endif

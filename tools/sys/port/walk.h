/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_WALK_H
#define SYS_PORT_WALK_H

#include "sys/git/base-list.h"
#include "sys/series/apply-series.h"

/*
 * A series on each release of a line: from which on each patch stops fitting,
 * or is there already. A patch that is refused is passed over for those behind
 * it.
 */

enum walk_state {
	WALK_FITS,
	WALK_MERGED,	/* all of it is there */
	WALK_REFUSED,
};

/* From this release on it is so. */
struct walk_change {
	size_t base;
	enum walk_state state;
	const char *proof;	/* where it stands, or why it is refused */
};

struct walked_patch {
	const struct queued_patch *patch;
	struct walk_change *change;	/* the first is the first release's */
	size_t nr;
};

struct walk_group;

struct walk {
	struct base_list bases;
	struct walked_patch *patch;
	size_t nr;
	/*
	 * patches that have files in common; where these are the same in two
	 * releases, so is what becomes of the patches
	 */
	struct walk_group *group;
	size_t nr_groups;
	size_t applied;		/* patches that had to be tried */
};

/* "fits", "merged", "refused". */
const char *walk_state_name(enum walk_state state);

/*
 * Walks q, which must outlive *w, over the bases that the pattern names, as
 * base_list_find() does. Nothing is written. 0 or -1 and *why; walk_release()
 * either way.
 */
int walk_make(struct walk *w, const char *bases, struct queue *q,
	      struct diag *why);

/* Frees the contents and leaves *w empty. */
void walk_release(struct walk *w);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_APPLY_SERIES_H
#define SYS_SERIES_APPLY_SERIES_H

#include "sys/series/apply-patch.h"

/* A quilt series carried over a tree: its patches read, parsed, applied in order. */

struct pack;

struct carry_patch {
	char *name;		/* in the series */
	char *path;		/* of the file */
	bool reverse;
	bool below;		/* of a base series, under the branch's own */
	struct buf text;	/* the file, decompressed */
	struct buf decoded;	/* of an encoded mail, what is parsed */
	struct patch patch;	/* views into these, turned round already if reverse */
};

struct carry {
	struct carry_patch *patch;
	size_t nr, cap;
	size_t below;		/* how many of them, in front, belong to base series */
};

struct carry_how {
	struct placing placing;
	bool keep_going;	/* a refused patch does not end it */
	bool once;		/* the tree is not read afterwards: let go of what is done with */
	struct pack *pack;	/* with once: takes what is done with; may be NULL */
	/*
	 * Told of each patch, while its placements and, in the tree, its result
	 * are good; may be NULL. 0, or -1 and *why, which ends the run.
	 */
	int (*done)(void *arg, const struct carry_patch *p,
		    const struct change *change, struct diag *why);
	void *arg;
};

struct carry_count {
	size_t applied, merged, refused;
	size_t left;		/* not tried, behind a refused one */
};

/* Where a series is. */
struct carry_source {
	const char *series;	/* the file */
	const char *folder;	/* of its patches */
	bool below;		/* it is a base series */
	bool like_quilt;	/* encoded mails are taken as they stand */
};

/*
 * Reads a series and its patches, behind those that c has; base series come
 * before the branch's own. A patch that is not there or cannot be parsed is an error,
 * naming file and line. 0 or -1 and *why; carry_release() either way.
 */
int carry_add(struct carry *c, const struct carry_source *from,
	      struct diag *why);

/* Turns the branch's own series round: last patch first, each reversed. */
void carry_reverse(struct carry *c);

/*
 * Applies all patches to t in order, each whole or not at all, telling
 * how->done of each; ends at the first that is refused. Refusals are values, in
 * *count. With once, a patch is freed when it is done. 0 or -1 and *why.
 */
int carry_run(struct carry *c, struct tree *t, const struct carry_how *how,
	      struct carry_count *count, struct diag *why);

/* Frees the contents and leaves *c empty. */
void carry_release(struct carry *c);

#endif

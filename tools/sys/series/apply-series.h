/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_APPLY_SERIES_H
#define SYS_SERIES_APPLY_SERIES_H

#include "sys/conf/conf.h"
#include "sys/series/apply-patch.h"

/*
 * A quilt series carried over a tree: its patches read, parsed, applied in
 * order.
 */

struct pack;

struct queued_patch {
	char *name;		/* in the series */
	char *path;		/* of the file */
	bool reverse;
	bool below;		/* of a base series, under the branch's own */
	/* it is a fix's own, so it must change something */
	bool is_fix;
	/* the file, unpacked; of a mailbox, one mail */
	struct buf text;
	long skipped;		/* lines of the file in front of text */
	struct buf decoded;	/* of an encoded mail, what is parsed */
	/* views into these; already reversed if reverse */
	struct patch patch;
};

struct queue {
	struct queued_patch *patch;
	size_t nr, cap;
	/* how many of them, in front, belong to base series */
	size_t below;
};

struct queue_options {
	struct place_options place;
	bool keep_going;	/* a refused patch does not end it */
	/* the tree is not read afterwards: free patches and blobs once used */
	bool once;
	/* with once: takes the used blobs; may be NULL */
	struct pack *pack;
	/*
	 * Told of each patch, while its placements and, in the tree, its result
	 * are good; may be NULL. 0, or -1 and *why, which ends the run.
	 */
	int (*done)(void *arg, const struct queued_patch *p,
		    const struct patch_result *change, struct diag *why);
	void *arg;
};

struct queue_count {
	size_t applied, merged, refused;
	size_t left;		/* not tried, behind a refused one */
};

/* Where a series is. */
struct queue_source {
	const char *series;	/* the file */
	const char *folder;	/* of its patches */
	/* whose fixes they are; or NULL */
	const struct branch *branch;
	bool below;		/* it is a base series */
	/* mails are not decoded, mailboxes not split */
	bool like_quilt;
	bool whole_files;	/* a mailbox is one patch */
};

/*
 * Reads a series and its patches, behind those that c has; base series come
 * before the branch's own. A mailbox gives a patch per mail that has a diff. A
 * patch that is not there or cannot be parsed is an error, naming file and
 * line. 0 or -1 and *why; queue_release() either way.
 */
int queue_add(struct queue *c, const struct queue_source *from,
	      struct diag *why);

/*
 * queue_add() of a branch's series and patches, for the project at root; how
 * says the rest.
 */
int queue_add_branch(struct queue *c, const char *root, const struct branch *b,
		     const struct queue_source *how, struct diag *why);

/*
 * Reads one file that is named by itself, "-" for standard input, as queue_add()
 * does. 0 or -1 and *why; queue_release() either way.
 */
int queue_add_patch(struct queue *c, const char *path, bool like_quilt,
		    struct diag *why);

/* Turns one patch round. */
void queued_patch_reverse(struct queued_patch *p);

/* Frees the contents. */
void queued_patch_release(struct queued_patch *p);

/* Turns the branch's own series round: last patch first, each reversed. */
void queue_reverse(struct queue *c);

/*
 * Applies all patches to t in order, each whole or not at all, telling
 * how->done of each; ends at the first that is refused. Refusals are values, in
 * *count. With once, a patch is freed when it is done. 0 or -1 and *why.
 */
int queue_apply(struct queue *c, struct tree *t,
		const struct queue_options *how, struct queue_count *count,
		struct diag *why);

/* Frees the contents and leaves *c empty. */
void queue_release(struct queue *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_COMPARISON_H
#define CORE_COMPARE_COMPARISON_H

#include "core/compare/reason.h"
#include "core/mail/read.h"

/* A variant beside upstream's patch. Strings, patch and notes are borrowed. */
struct column {
	const char *name;	/* the branch, or the file's name */
	const char *path;	/* of its patch file */
	const struct mail *mail;	/* borrowed: its diff is this one's */
	const struct notes *notes;
	const char *unknown;	/* why its files are not known, or NULL */
	struct changes changes;
	struct pairing pairing;
	enum reason *reason;	/* per pair; owned */
	enum pair_kind *worst;	/* per hunk of upstream; owned */
	char **fault;		/* what is wrong with its upstream id; owned */
	size_t nr_faults;
};

/* One fix: upstream's side and every variant's. Strings are borrowed. */
struct comparison {
	const char *fix;	/* its name; NULL for patch files */
	const char *id;		/* the upstream commit; NULL for patch files */
	const char *subject;
	const char *from;	/* where upstream's side comes from */
	const char *unknown;	/* why its files are not known, or NULL */
	const struct notes *notes;	/* upstream's own, or NULL */
	struct changes changes;
	bool two_trees;		/* changes may hold others than the fix's */
	bool *unrelated;	/* per change, when two_trees; owned */
	struct column *column;	/* owned */
	size_t nr;
};

/* Frees the contents and leaves *c empty. */
void comparison_release(struct comparison *c);

/* Pairs every column's changes with upstream's, and looks for the reasons. */
void comparison_make(struct comparison *c);

/* True for what upstream's two trees change beside the fix. */
bool comparison_leaves_out(const struct comparison *c, const struct pair *pair);

/* How many of upstream's changes are left out. */
size_t comparison_count_left_out(const struct comparison *c);

/* Adds what is wrong with the column's upstream id; takes the sentence over. */
void column_add_fault(struct column *col, char *sentence);

/* True for a pair that needs a reason which the variant does not give. */
bool column_lacks_reason_for(const struct comparison *c,
			     const struct column *col, size_t nr);

/* True when some pair needs a reason that the variant does not give. */
bool column_lacks_reason(const struct comparison *c, const struct column *col);

/* The worst kind of any pair of a column that is not left out. */
enum pair_kind column_worst(const struct comparison *c,
			    const struct column *col);

/*
 * Why some order was judged by the patches' context alone; NULL when none was.
 * Borrowed.
 */
const char *column_unseen(const struct comparison *c,
			  const struct column *col);

/* The change that a pair is known by: upstream's, else the variant's. */
const struct change *column_change(const struct column *col,
				   const struct pair *pair);

#endif

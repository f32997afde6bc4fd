/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_COMPARE_H
#define CMD_COMPARE_COMPARE_H

#include "cmd/cmd.h"
#include "core/compare/pair.h"
#include "sys/series/patched-files.h"
#include "sys/series/upstream.h"
#include "sys/series/variant.h"

/* A variant beside the upstream patch. */
struct column {
	char *name;		/* the branch, or the file's name */
	const struct branch *branch;	/* NULL for a patch file */
	struct variant variant;
	struct patched_files after;
	char *unknown;		/* why after is not known; NULL when it is */
	struct changes changes;
	struct pairing pairing;
	char **fault;		/* what is wrong with the id it claims, a sentence each */
	size_t nr_faults;
};

/* One fix: upstream's side, and every variant's. */
struct comparison {
	const struct fix *fix;	/* NULL for patch files */
	char *from;		/* where upstream's side comes from, for people */
	char *tree;		/* a TREEISH that has upstream's patch; NULL when none is known */
	const struct branch *stands_in;	/* the branch whose variant is upstream's side; NULL */
	struct variant up;
	struct patched_files after;
	char *unknown;		/* why after is not known; NULL when it is */
	struct changes changes;
	bool two_trees;		/* up may hold other changes as well */
	bool *unrelated;	/* a change of up, when two_trees: none of the fix's */
	struct column *column;
	size_t nr;
};

/* What the command line asks for. */
struct asked {
	const char *upstream, *parent, *repo, *base;
	const char **branch;
	size_t nr_branches;
};

/* True when the branch is to carry the fix. */
bool compare_has_fix(const struct branch *b, const struct fix *fix);

/* Frees the contents and leaves *c empty. */
void comparison_release(struct comparison *c);

/* Adds a column for each branch that is asked for and carries c->fix. 0 or -1 and *why. */
int compare_add_branches(const struct ctx *ctx, const struct asked *a,
			 struct comparison *c, struct diag *why);

/* Compares a branch's variant of a fix with upstream's patch, found by default. 0 or -1 and *why; comparison_release() either way. */
int compare_variant(const struct ctx *ctx, const struct branch *b,
		    const struct fix *fix, struct comparison *c,
		    struct diag *why);

/* Adds a few lines for a mail: what became of each hunk, and the reasons that the variant notes. */
void compare_summary(const struct comparison *c, struct buf *out);

/* Finds upstream's side of c, whose columns are there: as asked, else the best there is. 0 or -1 and *why. */
int compare_find_upstream(const struct ctx *ctx, const struct asked *a,
			  struct comparison *c, struct diag *why);

/* Reads the files that the patches lead to, where trees are there, so that order is judged by whole functions. 0 or -1 and *why. */
int compare_see_files(const struct ctx *ctx, const struct asked *a,
		      struct comparison *c, struct diag *why);

/* Why some order of a column was judged by the patches' context alone; NULL when none was. Borrowed. */
const char *column_unseen(const struct comparison *c, const struct column *col);

/* Says on stderr what is wrong, naming variant and hunk; returns whether anything is. */
bool compare_complain(const struct comparison *c);

/* Holds the id that a variant claims against the configuration and --repo; what is wrong becomes its faults. 0 or -1 and *why. */
int compare_check_claim(const struct asked *a, const struct comparison *c,
			struct column *col, struct diag *why);

/* True for what upstream's two trees change beside the fix. */
bool comparison_leaves_out(const struct comparison *c, const struct pair *pair);

/* The change that a pair is known by: upstream's, else the variant's. */
const struct change *compare_pair_group(const struct column *col,
				       const struct pair *pair);

/* Adds a pair's lines, what differs marked by word or, when too much does, by side. */
void compare_add_difference(struct buf *out, const struct column *col,
			    const struct pair *pair);

/* True when a pair of a column must have a reason and the variant notes none. */
bool column_lacks_reason(const struct column *col);

/* The worst likeness of any pair of a column, leaving out what is unrelated. */
enum pair_kind column_worst(const struct comparison *c, const struct column *col);

/* The same of the pairs that touch hunk hunk_nr of upstream. */
enum pair_kind column_worst_of_hunk(const struct comparison *c,
				   const struct column *col, size_t hunk_nr);

/* Prints the comparison as text, the matrix alone with -q. */
void compare_show(const struct ctx *ctx, const struct comparison *c);

/* Prints it as JSON, an object a pair, one a variant. */
void compare_show_json(const struct comparison *c);

#endif

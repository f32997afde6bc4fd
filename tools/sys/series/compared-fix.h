/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_COMPARED_FIX_H
#define SYS_SERIES_COMPARED_FIX_H

#include "core/compare/comparison.h"
#include "sys/series/patched-files.h"
#include "sys/series/variant.h"

/* Where the sides of a comparison come from; what is NULL is looked for. */
struct compare_from {
	const char *upstream;	/* a patch file or a commit */
	const char *parent;	/* the tree before upstream's change */
	const char *repo;	/* a git directory with upstream's commits */
	const char *base;	/* the tree that patch files apply to */
};

/* A patch and the files that it touches, as they are with it applied. */
struct compare_side {
	char *name;		/* the branch, or the file's name */
	const struct branch *branch;	/* NULL for a patch file */
	struct variant variant;
	struct patched_files files;
	char *unknown;		/* why files are not known, or NULL */
};

/*
 * A fix's variants beside upstream's patch: what is read, and what
 * core/compare made of it. The caller sets the first three.
 */
struct compared_fix {
	const struct conf *conf;
	const char *root;		/* the project's folder */
	const struct fix *fix;		/* NULL for patch files */
	struct compare_side up, *side;
	size_t nr;
	char *from;			/* where upstream's patch is from */
	char *tree;			/* a TREEISH that has it, or NULL */
	const struct branch *stands_in;	/* whose variant it is, or NULL */
	bool two_trees;			/* it may hold other changes, too */
	struct comparison comparison;
};

/* Frees the contents and leaves *f empty. */
void compared_fix_release(struct compared_fix *f);

/* True when the branch is to carry the fix. */
bool branch_has_fix(const struct branch *b, const struct fix *fix);

/* Adds a branch's variant of the fix. 0 or -1 and *why. */
int compared_fix_add_branch(struct compared_fix *f, const struct branch *b,
			    struct diag *why);

/* Adds a patch file. 0 or -1 and *why. */
int compared_fix_add_file(struct compared_fix *f, const char *path,
			  struct diag *why);

#endif

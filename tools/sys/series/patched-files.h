/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_PATCHED_FILES_H
#define SYS_SERIES_PATCHED_FILES_H

#include <git2.h>

#include "core/patch/patch.h"
#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/* The files of a patch as they are with it applied. */
struct patched_files {
	/* set by the caller: a patch whose files are looked for too, or NULL */
	const struct patch *other;
	/* one per file diff of other: is it there? NULL where not known */
	bool *has_other;
	/* one per file diff; .at NULL where not known */
	struct buf *file;
	size_t nr;
};

/*
 * Reads them from a tree (backport(1): a TREEISH) that has the patch. 0
 * or -1 and *why.
 */
int patched_files_read(struct patched_files *a, const char *treeish,
		       const struct patch *p, struct diag *why);

/*
 * Makes them from a tree without the patch, resolving p's names. 0; 1 and *why
 * when the patch does not apply; -1 and *why.
 */
int patched_files_make(struct patched_files *a, const char *treeish,
		       struct patch *p, struct diag *why);

/*
 * Reads them from a branch's tree with its series applied. 0; 1 and *why when
 * the base is not there or the series does not apply; -1.
 */
int patched_files_of_branch(struct patched_files *a, const char *root,
			    const struct branch *b, const struct patch *p,
			    struct diag *why);

/* Frees the contents and leaves *a empty. */
void patched_files_release(struct patched_files *a);

/*
 * The blob at path of tree, the caller's, and git's mode of it in *mode (or
 * NULL); NULL in *blob when there is none. 0 or -1 and *why.
 */
int tree_blob(git_blob **blob, unsigned int *mode, git_repository *home,
	      const git_tree *tree, const char *path, struct diag *why);

/*
 * The folder at path of tree, the caller's; NULL in *below when there is none.
 * 0 or -1 and *why.
 */
int tree_below(git_tree **below, const git_tree *tree, const char *path,
	       struct diag *why);

#endif

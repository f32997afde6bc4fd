/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_WHICH_FILE_H
#define CORE_PATCH_WHICH_FILE_H

#include <stdbool.h>

#include "core/patch/patch.h"

/* What is in a tree under a name. */
struct names_there {
	bool (*is_file)(void *tree, const char *name);
	bool (*is_folder)(void *tree, const char *name);
	void *tree;
};

/*
 * Settles whether s may create its file (in git's diffs only with like_quilt),
 * and which of s's candidates old_name and new_name are, where they differ. As
 * git: the +++ line's, or the --- line's where the former only has something
 * behind it. If that is not there, and with like_quilt always, what GNU patch
 * takes: of those that are there the one with the fewest folders, then the
 * shortest last part, then the shortest, then the first. If none is there, and
 * the file diff creates its file: git's again, or GNU patch's, the best of
 * those that need the fewest new folders.
 */
void file_diff_resolve_name(struct file_diff *s, bool like_quilt,
			 const struct names_there *there);

/*
 * The best of the candidates for which ignore[] is false; NULL when there
 * is none.
 */
const char *best_name(const char *const candidate[3], const bool ignore[3]);

#endif

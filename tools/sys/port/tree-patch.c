// SPDX-License-Identifier: GPL-2.0-only
/* What differs between two trees, as a patch. */
#include "sys/port/tree-patch.h"

#include <stdlib.h>

#include "core/text/strings.h"
#include "sys/git/diff-text.h"
#include "sys/git/tree-diff.h"
#include "sys/git/tree.h"

/* Digits of the ids in the diff. */
#define ABBREV 12

static int add_path(const char *path, void *arg)
{
	strings_add(arg, path);
	return 0;
}

static int read_side(struct tree *t, const char *path, struct span *bytes,
		     unsigned int *mode, struct diag *why)
{
	struct tree_file file = { 0 };
	int ret = tree_read(t, path, &file, why);

	/* 1: a folder or a submodule is there. */
	if (ret == 1 && tree_mode(t, path) != 0160000)
		ret = 0;
	if (ret)
		return -1;
	*mode = file.there ? file.mode : 0;
	if (file.there)
		*bytes = file.bytes;
	return 0;
}

static int add_file(struct tree *old, struct tree *new, const char *path,
		    struct buf *out, struct diag *why)
{
	struct changed_file f = { .path = path };

	if (read_side(old, path, &f.before, &f.old_mode, why) ||
	    read_side(new, path, &f.after, &f.new_mode, why))
		return -1;
	return diff_text(&f, ABBREV, out, why);
}

int tree_patch(const struct port_tree *old, const struct port_tree *new,
	       struct buf *out, struct diag *why)
{
	const struct tree_diff_pair pair = { old->repo, new->repo,
		git_tree_id(old->tree), git_tree_id(new->tree) };
	struct tree *a = tree_new(old->repo, old->tree, why);
	struct tree *b = a ? tree_new(new->repo, new->tree, why) : NULL;
	struct strings paths = { 0 };
	int ret = b ? tree_diff_across(&pair, add_path, &paths, why) : -1;

	strings_sort(&paths);
	for (size_t i = 0; !ret && i < paths.nr; i++)
		ret = add_file(a, b, paths.at[i], out, why);
	strings_release(&paths);
	tree_free(a);
	tree_free(b);
	return ret;
}

int tree_patch_file(const struct port_tree *old, const struct port_tree *new,
		    const char *path, struct buf *out, struct diag *why)
{
	struct tree *a = tree_new(old->repo, old->tree, why);
	struct tree *b = a ? tree_new(new->repo, new->tree, why) : NULL;
	int ret = b ? add_file(a, b, path, out, why) : -1;

	tree_free(a);
	tree_free(b);
	return ret;
}

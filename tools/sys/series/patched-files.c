// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a patch leaves behind: its files, out of a tree that has it or could
 * have it.
 */
#include "sys/series/patched-files.h"

#include <stdlib.h>

#include "core/compare/change.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/series/apply-patch.h"
#include "sys/series/steps.h"

void patched_files_release(struct patched_files *a)
{
	for (size_t i = 0; i < a->nr; i++)
		buf_release(&a->file[i]);
	free(a->file);
	free(a->has_other);
	*a = (struct patched_files){ 0 };
}

static void make_room(struct patched_files *a, const struct patch *p)
{
	if (a->other)
		a->has_other = grow_array(NULL, a->other->nr,
					  sizeof(*a->has_other));
	a->nr = p->nr;
	a->file = grow_array(NULL, p->nr, sizeof(*a->file));
	for (size_t i = 0; i < p->nr; i++)
		buf_init(&a->file[i]);
}

int tree_blob(git_blob **blob, unsigned int *mode, git_repository *home,
	      const git_tree *tree, const char *path, struct diag *why)
{
	git_tree_entry *entry = NULL;
	int err = git_tree_entry_bypath(&entry, tree, path);

	*blob = NULL;
	if (err == GIT_ENOTFOUND)
		return 0;
	if (err)
		return repo_fail(why, "look a file up");
	err = git_tree_entry_type(entry) == GIT_OBJECT_BLOB ?
	      git_blob_lookup(blob, home, git_tree_entry_id(entry)) : 0;
	if (mode && *blob)
		*mode = git_tree_entry_filemode(entry);
	git_tree_entry_free(entry);
	return err ? repo_fail(why, "read a file") : 0;
}

int tree_below(git_tree **below, const git_tree *tree, const char *path,
	       struct diag *why)
{
	int err = git_object_lookup_bypath((git_object **)below,
					   (const git_object *)tree, path,
					   GIT_OBJECT_TREE);

	if (!err)
		return 0;
	*below = NULL;
	return repo_is_missing(err) ? 0 : repo_fail(why, "look a folder up");
}

static int read_all(struct patched_files *a, git_repository *home,
		    const git_tree *tree, const struct patch *p,
		    struct diag *why)
{
	make_room(a, p);
	for (size_t i = 0; i < p->nr; i++) {
		git_blob *blob = NULL;

		if (!p->diff[i].new_name)
			continue;
		if (tree_blob(&blob, NULL, home, tree, p->diff[i].new_name,
			      why))
			return -1;
		if (blob)
			buf_add(&a->file[i], git_blob_rawcontent(blob),
				git_blob_rawsize(blob));
		git_blob_free(blob);
	}
	for (size_t i = 0; a->other && i < a->other->nr; i++) {
		git_blob *blob;

		if (tree_blob(&blob, NULL, home, tree,
			      file_diff_name(&a->other->diff[i]), why))
			return -1;
		a->has_other[i] = blob;
		git_blob_free(blob);
	}
	return 0;
}

/*
 * The cache's repository; NULL in *repo, and nothing made, when there is none.
 * 0 or -1 and *why.
 */
static int open_cache(git_repository **repo, struct diag *why)
{
	char *cache = fs_cache(why), *path;
	int ret = 0;

	*repo = NULL;
	if (!cache)
		return 0;
	path = xstrfmt("%s/linux.git", cache);
	if (fs_exists(path))
		ret = repo_open(repo, why);
	free(path);
	free(cache);
	return ret;
}

/* A tree, and what must be open while it is used. */
struct opened {
	git_repository *cache, *home;
	git_tree *tree;
};

static int open_tree(struct opened *o, const char *treeish, struct diag *why)
{
	*o = (struct opened){ 0 };
	if (open_cache(&o->cache, why))
		return -1;
	return repo_tree(o->cache, treeish, &o->tree, &o->home, why);
}

static void close_tree(struct opened *o)
{
	git_tree_free(o->tree);
	if (o->home != o->cache)
		git_repository_free(o->home);
	git_repository_free(o->cache);
}

int patched_files_read(struct patched_files *a, const char *treeish,
		       const struct patch *p, struct diag *why)
{
	struct opened o;
	int ret = open_tree(&o, treeish, why);

	*a = (struct patched_files){ .other = a->other };
	if (!ret)
		ret = read_all(a, o.home, o.tree, p, why);
	close_tree(&o);
	return ret;
}

static int read_changed(struct patched_files *a, struct tree *t,
			const struct patch *p, struct diag *why)
{
	make_room(a, p);
	for (size_t i = 0; i < p->nr; i++) {
		struct tree_file file;

		if (!p->diff[i].new_name)
			continue;
		if (tree_read(t, p->diff[i].new_name, &file, why))
			return -1;
		if (file.there)
			buf_add(&a->file[i], file.bytes.at, file.bytes.len);
	}
	for (size_t i = 0; a->other && i < a->other->nr; i++) {
		struct tree_file file;
		int ret = tree_read(t, file_diff_name(&a->other->diff[i]),
				    &file, why);

		if (ret < 0)
			return -1;
		a->has_other[i] = !ret && file.there;
	}
	return 0;
}

int patched_files_make(struct patched_files *a, const char *treeish,
		       struct patch *p, struct diag *why)
{
	const struct place_options how = { 0 };
	struct patch_result change = { 0 };
	struct tree *t = NULL;
	struct opened o;
	int ret = open_tree(&o, treeish, why);

	*a = (struct patched_files){ .other = a->other };
	if (ret || !(t = tree_new(o.home, o.tree, why))) {
		ret = -1;
		goto out;
	}
	tree_mark(t);
	ret = patch_apply(t, p, &how, &change, why);
	if (!ret && change.outcome == PATCH_REFUSED) {
		diag_set(why, NULL, 0, "the patch does not apply to %s", treeish);
		ret = 1;
	}
	if (!ret)
		ret = read_changed(a, t, p, why);
	patch_result_release(&change);
	tree_keep(t);
out:
	tree_free(t);
	close_tree(&o);
	return ret;
}

int patched_files_of_branch(struct patched_files *a, const char *root,
			    const struct branch *b, const struct patch *p,
			    struct diag *why)
{
	git_repository *cache = NULL;
	git_tree *tree = NULL;
	struct branch_steps steps;
	int ret;

	*a = (struct patched_files){ .other = a->other };
	if (open_cache(&cache, why))
		return -1;
	if (!cache) {
		diag_set(why, NULL, 0, "no tree is there; 'backport tree add %s SOURCE --rev %s' adds the base",
			 b->line, b->base);
		return 1;
	}
	ret = branch_steps_find(cache, root, b, &steps, why);
	if (!ret && steps.state != STEPS_FOUND) {
		diag_set(why, NULL, 0, "%s", steps.sentence);
		ret = 1;
	} else if (!ret && git_tree_lookup(&tree, cache,
						   &steps.tree[steps.nr - 1])) {
		ret = repo_fail(why, "read the branch's tree");
	}
	if (!ret)
		ret = read_all(a, cache, tree, p, why);
	branch_steps_release(&steps);
	git_tree_free(tree);
	git_repository_free(cache);
	return ret;
}

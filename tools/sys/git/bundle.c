// SPDX-License-Identifier: GPL-2.0-only
/*
 * A git bundle of a few commits, made without a walk over the base's history.
 */
#include "sys/git/bundle.h"

#include "sys/git/repo.h"

struct packing {
	git_repository *repo;
	git_packbuilder *pack;
};

/* The entry of that name and kind in tree when it is the same object. */
static bool has_same(const git_tree *tree, const git_tree_entry *e)
{
	const git_tree_entry *other = tree ?
		git_tree_entry_byname(tree, git_tree_entry_name(e)) : NULL;

	return other && git_oid_equal(git_tree_entry_id(other),
				      git_tree_entry_id(e));
}

static int add_tree(struct packing *p, const git_oid *id,
		    const git_oid *old_id);

/* The entry of old that a changed folder was before; NULL when it was none. */
static const git_oid *folder_before(const git_tree *old,
				    const git_tree_entry *e)
{
	const git_tree_entry *before = old ?
		git_tree_entry_byname(old, git_tree_entry_name(e)) : NULL;

	return before && git_tree_entry_type(before) == GIT_OBJECT_TREE ?
		git_tree_entry_id(before) : NULL;
}

static int add_entries(struct packing *p, const git_tree *tree,
		       const git_tree *old)
{
	for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		const git_oid *id = git_tree_entry_id(e);
		git_object_t type = git_tree_entry_type(e);
		int ret = 0;

		if (type == GIT_OBJECT_COMMIT || has_same(old, e))
			continue;
		if (type == GIT_OBJECT_TREE)
			ret = add_tree(p, id, folder_before(old, e));
		else
			ret = git_packbuilder_insert(p->pack, id,
						     git_tree_entry_name(e));
		if (ret)
			return ret;
	}
	return 0;
}

/* Adds a tree and what below it its old version has not. libgit2's error. */
static int add_tree(struct packing *p, const git_oid *id, const git_oid *old_id)
{
	git_tree *tree = NULL, *old = NULL;
	int ret;

	if (old_id && git_oid_equal(id, old_id))
		return 0;
	ret = git_packbuilder_insert(p->pack, id, NULL);
	if (!ret)
		ret = git_tree_lookup(&tree, p->repo, id);
	if (!ret && old_id)
		ret = git_tree_lookup(&old, p->repo, old_id);
	if (!ret)
		ret = add_entries(p, tree, old);
	git_tree_free(old);
	git_tree_free(tree);
	return ret;
}

static int add_commit(struct packing *p, const git_oid *id,
		      git_oid *parent_tree)
{
	git_commit *commit = NULL;
	int ret = git_commit_lookup(&commit, p->repo, id);

	if (!ret)
		ret = git_packbuilder_insert(p->pack, id, NULL);
	if (!ret)
		ret = add_tree(p, git_commit_tree_id(commit), parent_tree);
	if (!ret)
		*parent_tree = *git_commit_tree_id(commit);
	git_commit_free(commit);
	return ret;
}

int gitbundle_write(git_repository *repo, const struct gitbundle *b,
		    struct buf *out, struct diag *why)
{
	struct packing p = { .repo = repo };
	git_buf bytes = { 0 };
	git_oid tree = *b->base_tree;
	char hex[GIT_OID_HEXSZ + 1];
	int ret = git_packbuilder_new(&p.pack, repo);

	/* One thread: the order, and so the bytes, are always the same. */
	if (!ret)
		git_packbuilder_set_threads(p.pack, 1);
	for (size_t i = 0; !ret && i < b->nr; i++)
		ret = add_commit(&p, &b->commit[i], &tree);
	if (!ret)
		ret = git_packbuilder_write_buf(&bytes, p.pack);
	if (!ret) {
		buf_adds(out, "# v2 git bundle\n");
		buf_addf(out, "-%s base\n",
			 git_oid_tostr(hex, sizeof(hex), b->base));
		buf_addf(out, "%s %s\n\n",
			 git_oid_tostr(hex, sizeof(hex), &b->commit[b->nr - 1]),
			 b->ref);
		buf_add(out, bytes.ptr, bytes.size);
	} else {
		ret = repo_fail(why, "pack the commits");
	}
	git_buf_dispose(&bytes);
	git_packbuilder_free(p.pack);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which files differ between two trees. */
#include "sys/git/tree-diff.h"

#include <stdlib.h>

#include "sys/git/repo.h"

struct walk {
	git_repository *old_repo, *new_repo;
	tree_diff_each *each;
	void *arg;
	struct diag *why;
};

static int compare(struct walk *w, const char *prefix, const git_oid *old,
		   const git_oid *new);

static bool is_folder(const git_tree_entry *e)
{
	return e && git_tree_entry_type(e) == GIT_OBJECT_TREE;
}

static bool equal(const git_tree_entry *a, const git_tree_entry *b)
{
	return a && b &&
	       git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b)) &&
	       git_tree_entry_filemode(a) == git_tree_entry_filemode(b);
}

/* Two entries of one name, either of which may be NULL. */
static int compare_entries(struct walk *w, const char *prefix, const char *name,
			   const git_tree_entry *old, const git_tree_entry *new)
{
	char *path = xstrfmt("%s%s", prefix, name);
	char *below = xstrfmt("%s/", path);
	int ret = 0;

	if ((old && !is_folder(old)) || (new && !is_folder(new)))
		ret = w->each(path, w->arg);
	if (!ret && (is_folder(old) || is_folder(new)))
		ret = compare(w, below,
			      is_folder(old) ? git_tree_entry_id(old) : NULL,
			      is_folder(new) ? git_tree_entry_id(new) : NULL);
	free(below);
	free(path);
	return ret;
}

static int compare_trees(struct walk *w, const char *prefix,
			 const git_tree *old, const git_tree *new)
{
	size_t nr_old = old ? git_tree_entrycount(old) : 0;
	size_t nr_new = new ? git_tree_entrycount(new) : 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < nr_new; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(new, i);
		const char *name = git_tree_entry_name(e);
		const git_tree_entry *was = old ?
			git_tree_entry_byname(old, name) : NULL;

		if (!equal(was, e))
			ret = compare_entries(w, prefix, name, was, e);
	}
	for (size_t i = 0; !ret && i < nr_old; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(old, i);
		const char *name = git_tree_entry_name(e);

		if (!new || !git_tree_entry_byname(new, name))
			ret = compare_entries(w, prefix, name, e, NULL);
	}
	return ret;
}

static int compare(struct walk *w, const char *prefix, const git_oid *old,
		   const git_oid *new)
{
	git_tree *a = NULL, *b = NULL;
	int ret;

	if ((old && git_tree_lookup(&a, w->old_repo, old)) ||
	    (new && git_tree_lookup(&b, w->new_repo, new)))
		ret = repo_fail(w->why, "compare the trees");
	else
		ret = compare_trees(w, prefix, a, b);
	git_tree_free(a);
	git_tree_free(b);
	return ret;
}

int tree_diff_across(const struct tree_diff_pair *p, tree_diff_each *each,
		     void *arg, struct diag *why)
{
	struct walk w = { p->old_repo, p->new_repo, each, arg, why };

	return git_oid_equal(p->old, p->new) ? 0 :
	       compare(&w, "", p->old, p->new);
}

int tree_diff(git_repository *repo, const git_oid *old, const git_oid *new,
	     tree_diff_each *each, void *arg, struct diag *why)
{
	const struct tree_diff_pair p = { repo, repo, old, new };

	return tree_diff_across(&p, each, arg, why);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The sources of a kselftest, out of the base of a branch. */
#include "sys/boot/selftest.h"

#include <stdlib.h>
#include <string.h>

#include "sys/git/repo.h"
#include "sys/series/branch-base.h"

/* What these tests include, from tools/ and from SELFTESTS. */
static const char *const of_tools[] = { "tools/include", "tools/arch",
					"tools/scripts" };
static const char *const of_selftests[] = { "kselftest", "lib" };

/* Adds what from has at path to a tree; 0 also when it has nothing there. */
static int take(git_treebuilder *to, const git_tree *from, const char *path)
{
	git_tree_entry *e = NULL;
	int err = git_tree_entry_bypath(&e, from, path);

	if (!err)
		err = git_treebuilder_insert(NULL, to, base_name(path),
					     git_tree_entry_id(e),
					     git_tree_entry_filemode(e));
	git_tree_entry_free(e);
	return err == GIT_ENOTFOUND ? 0 : err;
}

/* Adds the tree *id as name, if any; then *id is what was made, stored. */
static int end_tree(git_treebuilder *made, const char *name, git_oid *id)
{
	int err = name ? git_treebuilder_insert(NULL, made, name, id,
						GIT_FILEMODE_TREE) : 0;

	if (!err)
		err = git_treebuilder_write(id, made);
	git_treebuilder_clear(made);
	return err;
}

/* The files that stand in SELFTESTS, and the folder of this test. */
static int take_selftests(git_treebuilder *to, const git_tree *all,
			  const char *folder)
{
	char *first = xstrfmt("%.*s", (int)strcspn(folder, "/"), folder);
	int err = take(to, all, first);

	for (size_t i = 0; !err && i < git_tree_entrycount(all); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(all, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_BLOB)
			err = take(to, all, git_tree_entry_name(e));
	}
	for (size_t i = 0;
	     !err && i < sizeof(of_selftests) / sizeof(*of_selftests); i++)
		err = take(to, all, of_selftests[i]);
	free(first);
	return err;
}

/* Stores a tree that has all of that where it stands in base. */
static int store(struct selftest *s, const git_tree *base)
{
	git_treebuilder *made = NULL;
	git_tree *all = NULL;
	int err = git_object_lookup_bypath((git_object **)&all,
					   (const git_object *)base, SELFTESTS,
					   GIT_OBJECT_TREE);

	if (!err)
		err = git_treebuilder_new(&made, s->repo, NULL);
	if (!err)
		err = take_selftests(made, all, s->folder);
	if (!err)
		err = end_tree(made, NULL, &s->tree) ||
		      end_tree(made, "selftests", &s->tree) ? -1 : 0;
	for (size_t i = 0; !err && i < sizeof(of_tools) / sizeof(*of_tools);
	     i++)
		err = take(made, base, of_tools[i]);
	if (!err)
		err = end_tree(made, "testing", &s->tree) ||
		      end_tree(made, "tools", &s->tree) ? -1 : 0;
	git_treebuilder_free(made);
	git_tree_free(all);
	return err;
}

/* Asks for the folder's Makefile, by which it is a test. */
static int look(const struct selftest *s, const git_tree *base,
		const struct branch *b, const char *check, struct diag *why)
{
	char *path = xstrfmt(SELFTESTS "/%s/Makefile", s->folder);
	git_tree_entry *e = NULL;
	int err = git_tree_entry_bypath(&e, base, path), ret = 0;

	if (err == GIT_ENOTFOUND)
		ret = 1;
	else if (err)
		ret = repo_fail(why, "look for a selftest");
	if (ret > 0)
		diag_set(why, NULL, 0, "check '%s' is the selftest '%s', but the tree of %s has no %s",
			 check, s->folder, b->base, path);
	git_tree_entry_free(e);
	free(path);
	return ret;
}

int selftest_find(struct selftest *s, const char *root, const struct branch *b,
		  const struct check *check, struct diag *why)
{
	size_t len = strcspn(check->selftest, ":");
	const char *program = check->selftest + len;
	git_tree *base = NULL;
	git_oid id;
	int ret;

	*s = (struct selftest){
		.folder = xstrfmt("%.*s", (int)len, check->selftest),
		.program = xstrdup(*program ? program + 1 : "") };
	if (!b->base) {
		diag_set(why, NULL, 0, "check '%s' is a selftest of the tree of a branch, and here is none; 'backport boot BRANCH' runs it",
			 check->name);
		return 1;
	}
	ret = repo_open(&s->repo, why);
	if (!ret)
		ret = branch_base_find(s->repo, root, b, &id, why);
	if (ret > 0)
		diag_set(why, NULL, 0, "check '%s' is a selftest of the tree of %s, which is not there; 'backport tree get %s' provides it",
			 check->name, b->base, b->name);
	if (!ret && git_tree_lookup(&base, s->repo, &id))
		ret = repo_fail(why, "read the base's tree");
	if (!ret)
		ret = look(s, base, b, check->name, why);
	if (!ret && store(s, base))
		ret = repo_fail(why, "store the sources of a selftest");
	git_tree_free(base);
	return ret;
}

void selftest_release(struct selftest *s)
{
	git_repository_free(s->repo);
	free(s->folder);
	free(s->program);
}

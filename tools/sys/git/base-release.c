// SPDX-License-Identifier: GPL-2.0-only
/* Which release a base tree is. */
#include "sys/git/base-release.h"

#include "core/text/release.h"
#include "sys/git/repo.h"

int base_release(git_repository *repo, const git_oid *tree, struct buf *name,
		 struct diag *why)
{
	const git_tree_entry *e;
	git_tree *t = NULL;
	git_blob *file = NULL;
	int ret = 0;

	buf_clear(name);
	if (git_tree_lookup(&t, repo, tree))
		return repo_fail(why, "read the base");
	e = git_tree_entry_byname(t, "Makefile");
	if (e && git_tree_entry_type(e) == GIT_OBJECT_BLOB) {
		if (git_blob_lookup(&file, repo, git_tree_entry_id(e)))
			ret = repo_fail(why, "read the base's Makefile");
		else
			kver_of_makefile(name, (struct span){
				git_blob_rawcontent(file),
				git_blob_rawsize(file) });
	}
	git_blob_free(file);
	git_tree_free(t);
	return ret;
}

int base_check(git_repository *repo, const git_oid *tree,
	       const struct branch *b, struct buf *name, struct diag *why)
{
	if (base_release(repo, tree, name, why))
		return -1;
	if (!name->len) {
		buf_adds(name, b->base);
		return 0;
	}
	if (kver_may_be(b->base, name->at))
		return 0;
	diag_set(why, NULL, 0,
		 "the base of branch %s is %s by its Makefile, but backport.conf calls it %s; correct 'base' there, or provide that tree: backport tree add %s SOURCE --rev %s",
		 b->line, name->at, b->base, b->line, b->base);
	return 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Upstream's side of a fix, out of git repositories. */
#include "sys/series/upstream.h"

#include <stdlib.h>

#include "sys/git/repo.h"
#include "sys/series/patched-files.h"

void upstream_release(struct upstream *u)
{
	free(u->subject);
	free(u->author);
	buf_release(&u->diff);
	*u = (struct upstream){ 0 };
}

static int diff_text(struct buf *out, git_diff *diff, struct diag *why)
{
	git_buf text = { 0 };

	if (git_diff_to_buf(&text, diff, GIT_DIFF_FORMAT_PATCH))
		return repo_fail(why, "write a diff");
	buf_add(out, text.ptr, text.size);
	git_buf_dispose(&text);
	return 0;
}

static int diff_id(char id[GIT_OID_HEXSZ + 1], git_diff *diff, struct diag *why)
{
	git_oid oid;

	if (git_diff_patchid(&oid, diff, NULL))
		return repo_fail(why, "compute a patch-id");
	git_oid_tostr(id, GIT_OID_HEXSZ + 1, &oid);
	return 0;
}

static int diff_commit(struct upstream *u, git_repository *repo,
		       git_commit *commit, struct diag *why)
{
	git_diff_options how = {
		.version = GIT_DIFF_OPTIONS_VERSION, .context_lines = 3,
		.flags = GIT_DIFF_SHOW_BINARY, .id_abbrev = GIT_OID_HEXSZ,
	};
	git_tree *old = NULL, *new = NULL;
	git_commit *parent = NULL;
	git_diff *diff = NULL;
	int ret = -1;

	if (git_commit_tree(&new, commit) ||
	    (git_commit_parentcount(commit) &&
	     (git_commit_parent(&parent, commit, 0) ||
	      git_commit_tree(&old, parent)))) {
		repo_fail(why, "read the commit's parent (a shallow repository lacks it; give --parent)");
		goto out;
	}
	if (git_diff_tree_to_tree(&diff, repo, old, new, &how)) {
		repo_fail(why, "compare the commit with its parent");
		goto out;
	}
	/* git patch-id knows no renames; the diff to read does. */
	if (diff_id(u->patch_id, diff, why))
		goto out;
	if (git_diff_find_similar(diff, NULL)) {
		repo_fail(why, "find renamed files");
		goto out;
	}
	ret = diff_text(&u->diff, diff, why);
out:
	git_diff_free(diff);
	git_tree_free(old);
	git_tree_free(new);
	git_commit_free(parent);
	return ret;
}

static int fill(struct upstream *u, git_repository *repo, git_commit *commit,
		struct diag *why)
{
	const git_signature *author = git_commit_author(commit);
	const char *subject = git_commit_summary(commit);

	git_oid_tostr(u->id, sizeof(u->id), git_commit_id(commit));
	u->subject = xstrdup(subject ? subject : "");
	u->author = xstrfmt("%s <%s>", author->name, author->email);
	return diff_commit(u, repo, commit, why);
}

int upstream_find(struct upstream *u, const char *path, const char *hex,
		  struct diag *why)
{
	git_repository *repo = NULL;
	git_commit *commit = NULL;
	int ret = -1;

	*u = (struct upstream){ 0 };
	if (path ? repo_open_at(&repo, path, why) : repo_open(&repo, why))
		goto out;
	ret = repo_commit_by_id(&commit, repo, hex);
	if (ret == GIT_ENOTFOUND)
		ret = 1;
	else if (ret)
		ret = repo_fail(why, "look up the upstream commit");
	else
		ret = fill(u, repo, commit, why);
out:
	git_commit_free(commit);
	git_repository_free(repo);
	return ret;
}

int upstream_of(struct upstream *u, const char *treeish, struct diag *why)
{
	git_repository *repo = NULL, *home = NULL;
	git_commit *commit = NULL;
	int ret = -1;

	*u = (struct upstream){ 0 };
	if (repo_open(&repo, why) ||
	    repo_patch_commit(repo, treeish, &commit, &home, why))
		goto out;
	ret = commit ? fill(u, home, commit, why) : 1;
out:
	git_commit_free(commit);
	if (home != repo)
		git_repository_free(home);
	git_repository_free(repo);
	return ret;
}

/* One tree of a comparison. */
struct side {
	git_tree *tree;
	git_repository *home;
};

static int diff_file(struct buf *out, const struct side *side, const char *path,
		     struct diag *why)
{
	git_blob *blob[2] = { NULL, NULL };
	git_patch *patch = NULL;
	git_buf text = { 0 };
	int ret = -1;

	for (int i = 0; i < 2; i++)
		if (tree_blob(&blob[i], NULL, side[i].home, side[i].tree, path,
			      why))
			goto out;
	ret = 0;
	if ((!blob[0] && !blob[1]) ||
	    (blob[0] && blob[1] && git_oid_equal(git_blob_id(blob[0]),
						 git_blob_id(blob[1]))))
		goto out;
	if (git_patch_from_blobs(&patch, blob[0], path, blob[1], path, NULL) ||
	    git_patch_to_buf(&text, patch))
		ret = repo_fail(why, "compare a file of two trees");
	else
		buf_add(out, text.ptr, text.size);
out:
	git_buf_dispose(&text);
	git_patch_free(patch);
	git_blob_free(blob[0]);
	git_blob_free(blob[1]);
	return ret;
}

int upstream_between(struct buf *diff, const char *parent, const char *treeish,
		     const struct strings *files, struct diag *why)
{
	git_repository *repo = NULL;
	struct side side[2] = { { 0 } };
	int ret = -1;

	if (repo_open(&repo, why) ||
	    repo_tree(repo, parent, &side[0].tree, &side[0].home, why) ||
	    repo_tree(repo, treeish, &side[1].tree, &side[1].home, why))
		goto out;
	ret = 0;
	for (size_t i = 0; i < files->nr && !ret; i++)
		ret = diff_file(diff, side, files->at[i], why);
out:
	for (int i = 0; i < 2; i++) {
		git_tree_free(side[i].tree);
		if (side[i].home != repo)
			git_repository_free(side[i].home);
	}
	git_repository_free(repo);
	return ret;
}

int upstream_patch_id(char id[GIT_OID_HEXSZ + 1], struct span text,
		      struct diag *why)
{
	git_diff *diff = NULL;
	int ret = -1;

	if (git_diff_from_buffer(&diff, text.at, text.len))
		repo_fail(why, "read the diff for its patch-id");
	else
		ret = diff_id(id, diff, why);
	git_diff_free(diff);
	return ret;
}

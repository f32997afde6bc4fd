/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_REPO_H
#define SYS_GIT_REPO_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"
#include "sys/git/repo-fail.h"

/* The cache's linux.git, which holds every base under refs/bases/NAME. */
#define BASES	"refs/bases/"

/*
 * Opens it, made when it is not there yet. Caller frees with
 * git_repository_free(). 0 or -1 and *why.
 */
int repo_open(git_repository **repo, struct diag *why);

/*
 * Resolves a TREEISH (see backport(1)): a base's name, any revision of the
 * cache's repository, GITDIR@REV, or a plain folder, whose tree is only hashed:
 * it is written nowhere, and its files are read when they are asked for. repo
 * may be NULL when only the last two are wanted. *tree is the caller's; *home
 * is the repository that holds it: repo itself or another, freed by the caller
 * when it is not repo. 0 or -1 and *why.
 */
int repo_tree(git_repository *repo, const char *treeish, git_tree **tree,
	      git_repository **home, struct diag *why);

/*
 * As repo_tree(), but the commit, when the treeish names one; *commit is NULL
 * when it names a bare tree.
 */
int repo_commit(git_repository *repo, const char *treeish, git_commit **commit,
		git_repository **home, struct diag *why);

/* The same of the commit that is wanted as a patch and is no file. */
int repo_patch_commit(git_repository *repo, const char *name,
		      git_commit **commit, git_repository **home,
		      struct diag *why);

/*
 * The commit that 12 to 40 hex digits name in repo; caller frees. 0;
 * GIT_ENOTFOUND, also when they are no id; GIT_EAMBIGUOUS when they name
 * several objects; or another error of libgit2's.
 */
int repo_commit_by_id(git_commit **commit, git_repository *repo,
		      const char *id);

/*
 * Adds the patch of the commit that name names (it is no file) to text, as git
 * format-patch writes it. *commit and *home as of repo_commit(). 0 or -1 and
 * *why.
 */
int repo_patch(git_repository *repo, const char *name, struct buf *text,
	       git_commit **commit, git_repository **home, struct diag *why);

/* The tree of the base of that name: 0; 1 when there is none; -1 and *why. */
int repo_find_base(git_repository *repo, const char *name, git_oid *id,
		   struct diag *why);

/* The same of a branch's base, under either name: see repo_base_of(). */
int repo_find_base_of(git_repository *repo, const struct branch *b,
		      git_oid *id, struct diag *why);

/* True when the base can be found. */
bool repo_has_base(git_repository *repo, const char *name);

/*
 * The name that the branch's base is held under: the branch's own, v4.9, else
 * its release's, v4.9.262; the branch's own when there is none. Borrowed from
 * b.
 */
const char *repo_base_of(git_repository *repo, const struct branch *b);

/*
 * Opens the git repository at path (bare, a work tree, or its .git), without
 * looking in folders above. 0 or -1 and *why.
 */
int repo_open_at(git_repository **repo, const char *path, struct diag *why);

#endif

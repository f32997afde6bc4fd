// SPDX-License-Identifier: GPL-2.0-only
/* The cache's repository, and what a TREEISH means. */
#include "sys/git/repo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/mail/upstream-id.h"
#include "sys/git/folder-tree.h"
#include "sys/os/fs.h"

/* What a TREEISH names; object NULL when it names nothing in that way. */
struct named {
	git_object *object;
	git_repository *home;
};

/*
 * Makes the repository at path, whole or not at all: who opens it without the
 * lock must not see half of it.
 */
static int make(const char *path, struct diag *why)
{
	git_repository_init_options how = {
		.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
		.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH,
	};
	char *new = xstrfmt("%s.new", path);
	git_repository *repo = NULL;
	struct diag ignored;
	int ret = fs_remove_all(new, why);

	if (!ret && git_repository_init_ext(&repo, new, &how)) {
		ret = repo_fail(why, "make the cache's repository; set BACKPORT_CACHE to a folder that can be written");
		snprintf(why->path, sizeof(why->path), "%s", path);
	}
	git_repository_free(repo);
	if (!ret && rename(new, path)) {
		ret = diag_set(why, path, 0,
			       "cannot make the cache's repository: %s; is something else in its place?",
			       strerror(errno));
		fs_remove_all(new, &ignored);
	}
	free(new);
	return ret;
}

/*
 * Of all that find no repository in the cache one makes it, the others wait and
 * open what it made.
 */
static int open_or_make(git_repository **repo, const char *cache,
			const char *path, struct diag *why)
{
	struct diag cause;
	int lock, ret = 0;

	if (!git_repository_open_bare(repo, path))
		return 0;
	lock = fs_lock_folder(cache, &cause);
	if (lock < 0)
		return diag_set(why, cause.path, 0,
				"%s; set BACKPORT_CACHE to a folder that can be written",
				cause.text);
	if (git_repository_open_bare(repo, path)) {
		ret = make(path, why);
		if (!ret && git_repository_open_bare(repo, path))
			ret = repo_fail(why, "open the cache's repository");
	}
	close(lock);
	return ret;
}

/*
 * Objects are read, never run: whose files they are does not matter, and
 * neither do extensions that say how a repository is written or laid out.
 */
static void allow_repositories(void)
{
	const char *extensions[] = {
		"preciousobjects", "worktreeconfig", "relativeworktrees",
		"partialclone",
	};

	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
			 sizeof(extensions) / sizeof(*extensions));
}

int repo_open(git_repository **repo, struct diag *why)
{
	char *cache = fs_cache(why), *path;
	int ret;

	*repo = NULL;
	if (!cache)
		return -1;
	allow_repositories();
	path = xstrfmt("%s/linux.git", cache);
	ret = open_or_make(repo, cache, path, why);
	free(path);
	free(cache);
	return ret;
}

int repo_open_at(git_repository **repo, const char *path, struct diag *why)
{
	allow_repositories();
	if (!git_repository_open_ext(repo, path, GIT_REPOSITORY_OPEN_NO_SEARCH,
				     NULL))
		return 0;
	return diag_set(why, path, 0, "not a git repository: %s",
			git_error_last()->message);
}

/* 0, 1 when there is none of that name, or libgit2's error. */
static int find_base(git_repository *repo, const char *name,
		     git_object **object)
{
	char *full = xstrfmt("%s%s", BASES, name);
	git_reference *ref = NULL;
	int err = GIT_ENOTFOUND;

	if (*name && !strpbrk(name, "^~:@{}"))
		err = git_reference_lookup(&ref, repo, full);
	if (!err)
		err = git_reference_peel(object, ref, GIT_OBJECT_ANY);
	else if (repo_is_missing(err))
		err = 1;
	git_reference_free(ref);
	free(full);
	return err;
}

int repo_find_base(git_repository *repo, const char *name, git_oid *id,
		   struct diag *why)
{
	git_object *object = NULL, *tree = NULL;
	int ret = find_base(repo, name, &object);

	if (!ret)
		ret = git_object_peel(&tree, object, GIT_OBJECT_TREE);
	if (ret < 0)
		ret = repo_fail(why, "read the base");
	if (!ret)
		git_oid_cpy(id, git_object_id(tree));
	git_object_free(tree);
	git_object_free(object);
	return ret;
}

bool repo_has_base(git_repository *repo, const char *name)
{
	struct diag ignored;
	git_oid id;

	return !repo_find_base(repo, name, &id, &ignored);
}

int repo_find_base_of(git_repository *repo, const struct branch *b,
		      git_oid *id, struct diag *why)
{
	int ret = repo_find_base(repo, b->line, id, why);

	return ret == 1 ? repo_find_base(repo, b->base, id, why) : ret;
}

/* One that cannot be read is not lacking: who reads it next says why. */
static bool lacks_base(git_repository *repo, const char *name)
{
	struct diag ignored;
	git_oid id;

	return repo_find_base(repo, name, &id, &ignored) > 0;
}

const char *repo_base_of(git_repository *repo, const struct branch *b)
{
	if (lacks_base(repo, b->line) && !lacks_base(repo, b->base))
		return b->base;
	return b->line;
}

/*
 * GITDIR@REV, split at the last @ that does not begin @{...}. 1 when it is
 * none, 0 or -1.
 */
static int resolve_elsewhere(const char *treeish, struct named *n,
			     struct diag *why)
{
	char *dir = xstrdup(treeish);
	char *at = dir + strlen(dir);
	int ret = 1;

	while (at > dir && !(at[0] == '@' && at[1] != '{'))
		at--;
	if (at == dir || !at[1])
		goto out;
	*at = '\0';
	if (!fs_is_folder(dir))
		goto out;
	ret = repo_open_at(&n->home, dir, why);
	if (!ret && git_revparse_single(&n->object, n->home, at + 1))
		ret = diag_set(why, dir, 0,
			       "no revision '%s' in this repository", at + 1);
out:
	free(dir);
	return ret;
}

static int resolve_folder(const char *path, struct named *n, struct diag *why)
{
	git_oid id;

	if (folder_tree_open(&n->home, path, &id, why))
		return -1;
	if (git_object_lookup(&n->object, n->home, &id, GIT_OBJECT_TREE))
		return repo_fail(why, "read back the folder's tree");
	return 0;
}

/* 0; 1 when it names nothing; -1 and *why. */
static int resolve(git_repository *repo, const char *treeish, struct named *n,
		   struct diag *why)
{
	bool folder = fs_is_folder(treeish);
	int ret;

	n->object = NULL;
	n->home = repo;
	ret = repo ? find_base(repo, treeish, &n->object) : 1;
	if (ret <= 0)
		return ret ? repo_fail(why, "read the base") : 0;
	if (folder && strchr(treeish, '/'))
		return resolve_folder(treeish, n, why);
	ret = resolve_elsewhere(treeish, n, why);
	if (ret <= 0)
		return ret;
	if (repo && *treeish && !git_revparse_single(&n->object, repo, treeish))
		return 0;
	if (folder)
		return resolve_folder(treeish, n, why);
	return 1;
}

static int say_no_tree(const char *treeish, struct diag *why)
{
	return diag_set(why, NULL, 0,
			"no tree '%s': neither a base ('backport tree list'), a revision of the cache, GITDIR@REV nor a folder; 'backport tree add %s SOURCE' adds a base",
			treeish, strchr(treeish, '/') ? "NAME" : treeish);
}

static void forget_home(struct named *n, git_repository *repo)
{
	if (n->home != repo)
		git_repository_free(n->home);
}

int repo_tree(git_repository *repo, const char *treeish, git_tree **tree,
	      git_repository **home, struct diag *why)
{
	struct named n;
	int ret;

	*tree = NULL;
	*home = NULL;
	ret = resolve(repo, treeish, &n, why);
	if (ret > 0)
		ret = say_no_tree(treeish, why);
	if (ret)
		goto out;
	ret = -1;
	if (git_object_peel((git_object **)tree, n.object, GIT_OBJECT_TREE)) {
		if (git_object_type(n.object) == GIT_OBJECT_COMMIT)
			repo_fail(why, "read the commit's tree");
		else
			diag_set(why, NULL, 0, "'%s' names a %s, wanted a tree or a commit",
			 treeish,
			 git_object_type2string(git_object_type(n.object)));
		goto out;
	}
	ret = 0;
out:
	git_object_free(n.object);
	if (ret)
		forget_home(&n, repo);
	else
		*home = n.home;
	return ret;
}

/* As repo_commit(); 1 when it names nothing. */
static int find_commit(git_repository *repo, const char *treeish,
		       git_commit **commit, git_repository **home,
		       struct diag *why)
{
	struct named n;
	int ret;

	*commit = NULL;
	*home = NULL;
	ret = resolve(repo, treeish, &n, why);
	if (!ret && git_object_peel((git_object **)commit, n.object,
				    GIT_OBJECT_COMMIT))
		*commit = NULL;
	git_object_free(n.object);
	if (ret)
		forget_home(&n, repo);
	else
		*home = n.home;
	return ret;
}

int repo_commit(git_repository *repo, const char *treeish, git_commit **commit,
		git_repository **home, struct diag *why)
{
	int ret = find_commit(repo, treeish, commit, home, why);

	return ret > 0 ? say_no_tree(treeish, why) : ret;
}

int repo_commit_by_id(git_commit **commit, git_repository *repo,
		      const char *id)
{
	git_oid oid;

	if (!is_commit_id(id) || git_oid_fromstrp(&oid, id))
		return GIT_ENOTFOUND;
	return git_commit_lookup_prefix(commit, repo, &oid, strlen(id));
}

int repo_patch_commit(git_repository *repo, const char *name,
		      git_commit **commit, git_repository **home,
		      struct diag *why)
{
	int ret = find_commit(repo, name, commit, home, why);

	return ret > 0 ? diag_set(why, NULL, 0, "no such patch '%s': neither a file nor a commit (GITDIR@REV, or one of the cache's repository)",
				  name) : ret;
}

int repo_patch(git_repository *repo, const char *name, struct buf *text,
	       git_commit **commit, git_repository **home, struct diag *why)
{
	git_buf mail = { 0 };
	int ret = repo_patch_commit(repo, name, commit, home, why);

	if (!ret && !*commit)
		return diag_set(why, name, 0, "is a tree, and a patch or a commit is wanted");
	if (!ret && git_email_create_from_commit(&mail, *commit, NULL))
		return repo_fail(why, "make a patch of the commit");
	if (!ret)
		buf_add(text, mail.ptr, mail.size);
	git_buf_dispose(&mail);
	return ret;
}

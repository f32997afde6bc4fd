// SPDX-License-Identifier: GPL-2.0-only
/* The base of a branch: files and patches laid over the imported tree. */
#include "sys/series/branch-base.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/conf/branch-files.h"
#include "sys/git/base-release.h"
#include "sys/git/folder-tree.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/patch-file.h"
#include "sys/series/apply-series.h"

bool branch_base_is_made(const struct branch *b)
{
	return b->nr_base_series || b->nr_base_files;
}

static int read_link(struct buf *bytes, const char *path, struct diag *why)
{
	char to[PATH_MAX];
	ssize_t len = readlink(path, to, sizeof(to));

	if (len < 0)
		return fs_fail(path, "read", why);
	buf_add(bytes, to, len);
	return 0;
}

/* Lays what is at path over name in the tree; name "" is its top. */
static int lay(struct tree *t, const char *path, const char *name,
	       struct diag *why)
{
	struct strings names = { 0 };
	struct buf bytes = { 0 };
	unsigned int mode;
	struct stat st;
	int ret;

	if (lstat(path, &st) && (*name || stat(path, &st)))
		return diag_set(why, path, 0, "no such folder of base-files");
	if (S_ISDIR(st.st_mode) || !*name) {
		ret = list_folder(&names, path, LIST_BUT_GIT, why);
		for (size_t i = 0; !ret && i < names.nr; i++) {
			char *from = xstrfmt("%s/%s", path, names.at[i]);
			char *to = xstrfmt("%s%s%s", name, *name ? "/" : "",
					   names.at[i]);

			ret = lay(t, from, to, why);
			free(to);
			free(from);
		}
		strings_release(&names);
		return ret;
	}
	mode = folder_tree_mode(&st);
	if (!mode)
		return diag_set(why, path, 0, "is neither a file nor a folder nor a link");
	ret = S_ISLNK(st.st_mode) ? read_link(&bytes, path, why) :
				    fs_read(&bytes, path, why);
	if (!ret)
		ret = tree_write(t, name, mode, &bytes, why);
	buf_release(&bytes);
	return ret ? -1 : 0;
}

/* A base is whole: a patch that does not apply ends it. */
static int refuse(void *arg, const struct queued_patch *p,
		  const struct patch_result *c, struct diag *why)
{
	const struct branch *b = arg;
	struct buf reason = { 0 };

	if (c->outcome != PATCH_REFUSED)
		return 0;
	patch_result_describe(c, &reason);
	diag_set(why, NULL, 0, "%s, of the base-series of branch %s, does not apply: %s%s",
		 p->path, b->line, reason.at, b->base_like ? "" :
		 "; with base-like = quilt it is placed as quilt does");
	buf_release(&reason);
	return -1;
}

static int apply(struct tree *t, const char *series, const struct branch *b,
		 struct diag *why)
{
	char *folder = patchfile_folder(series);
	const struct queue_source from = { .series = series, .folder = folder,
					   .below = true,
					   .like_quilt = b->base_like };
	const struct queue_options how = {
		.place = { .like_quilt = b->base_like,
			   .fuzz = b->base_like ? 2 : 0 },
		.done = refuse, .arg = (void *)b,
	};
	struct queue_count count;
	struct queue q = { 0 };
	int ret = queue_add(&q, &from, why);

	if (!ret)
		ret = queue_apply(&q, t, &how, &count, why);
	queue_release(&q);
	free(folder);
	return ret;
}

int branch_base_make(struct tree *t, const char *root, const struct branch *b,
		     struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < b->nr_base_files; i++) {
		char *folder = branch_path(root, b->base_files[i]);

		ret = lay(t, folder, "", why);
		free(folder);
	}
	for (size_t i = 0; !ret && i < b->nr_base_series; i++) {
		char *series = branch_path(root, b->base_series[i]);

		ret = apply(t, series, b, why);
		free(series);
	}
	return ret;
}

static int make(git_repository *repo, const char *root, const struct branch *b,
		git_oid *id, struct diag *why)
{
	git_tree *imported = NULL;
	struct tree *t;
	int ret;

	if (git_tree_lookup(&imported, repo, id))
		return repo_fail(why, "read the base");
	t = tree_new(repo, imported, why);
	ret = t ? branch_base_make(t, root, b, why) : -1;
	if (!ret)
		ret = tree_store(t, id, why);
	tree_free(t);
	git_tree_free(imported);
	return ret;
}

int branch_base_find(git_repository *repo, const char *root,
		     const struct branch *b, git_oid *id, struct diag *why)
{
	struct buf release = { 0 };
	int ret = repo_find_base_of(repo, b, id, why);

	if (ret || !branch_base_is_made(b))
		return ret;
	ret = base_check(repo, id, b, &release, why) ? -1 :
	      make(repo, root, b, id, why);
	buf_release(&release);
	return ret;
}

int branch_base_check(git_repository *repo, const git_oid *id,
		      const struct branch *b, struct buf *release,
		      struct diag *why)
{
	int ret;

	if (!branch_base_is_made(b))
		return base_check(repo, id, b, release, why);
	ret = base_release(repo, id, release, why);
	if (!ret && !release->len)
		buf_adds(release, b->base);
	return ret;
}

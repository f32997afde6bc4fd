// SPDX-License-Identifier: GPL-2.0-only
/* Bases from a plain folder. */
#include "sys/import/from-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/git/folder-tree.h"
#include "sys/import/fast-import.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

enum { CHUNK = 1 << 18 };

struct feeding {
	struct fast_import feed;
	char *chunk;
	bool any;	/* there is a file in it */
	bool gone;	/* git ended: fast_import_end() knows why */
	struct diag *why;
};

static int fail(struct feeding *f, const char *path)
{
	return fs_fail(path, "read", f->why);
}

static int feed_link(struct feeding *f, const char *path, const char *as)
{
	ssize_t n = readlink(path, f->chunk, CHUNK);

	if (n < 0)
		return fail(f, path);
	f->gone = !fast_import_file(&f->feed, as, GIT_FILEMODE_LINK, n) ||
		  !fast_import_bytes(&f->feed, f->chunk, n) ||
		  !fast_import_file_end(&f->feed);
	return 0;
}

static int feed_content(struct feeding *f, const char *path, int fd,
			uint64_t left)
{
	while (left && !f->gone) {
		ssize_t n = read(fd, f->chunk, left < CHUNK ? left : CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(f, path);
		if (!n)
			return diag_set(f->why, path, 0,
					"it became shorter while it was read; try again");
		f->gone = !fast_import_bytes(&f->feed, f->chunk, n);
		left -= n;
	}
	return 0;
}

static int feed_regular(struct feeding *f, const char *path, const char *as,
			unsigned int mode)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	int ret;

	if (fd < 0 || fstat(fd, &st)) {
		ret = fail(f, path);
		goto out;
	}
	f->any = true;
	f->gone = !fast_import_file(&f->feed, as, mode, st.st_size);
	ret = fast_import_check(&f->feed, path, f->why);
	if (!ret)
		ret = feed_content(f, path, fd, st.st_size);
	if (!ret && !f->gone)
		f->gone = !fast_import_file_end(&f->feed);
out:
	if (fd >= 0)
		close(fd);
	return ret;
}

static int feed_folder(struct feeding *f, const char *folder, size_t top);

static int feed_name(struct feeding *f, const char *path, size_t top)
{
	unsigned int mode;
	struct stat st;

	if (lstat(path, &st))
		return fail(f, path);
	if (S_ISDIR(st.st_mode))
		return feed_folder(f, path, top);
	mode = folder_tree_mode(&st);
	if (!mode)
		return diag_set(f->why, path, 0,
				"neither a file, a folder nor a link; remove it");
	if (mode == GIT_FILEMODE_LINK)
		return feed_link(f, path, path + top);
	return feed_regular(f, path, path + top, mode);
}

static int feed_folder(struct feeding *f, const char *folder, size_t top)
{
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_GIT, f->why);

	for (size_t i = 0; !ret && !f->gone && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		ret = feed_name(f, path, top);
		free(path);
	}
	strings_release(&names);
	return ret;
}

int import_folder(struct transaction *t, const char *path, git_oid *commit,
		  struct diag *why)
{
	struct feeding f = { .why = why };
	int ret;

	f.chunk = grow_array(NULL, CHUNK, 1);
	ret = fast_import_start(&f.feed, t->path, why);
	if (!ret)
		ret = feed_folder(&f, path, strlen(path) + 1);
	if (!ret && !f.any)
		ret = diag_set(why, path, 0, "has no files: wanted the folder of a kernel's sources");
	if (!ret)
		ret = fast_import_end(&f.feed, why);
	if (!ret)
		ret = transaction_find_commit(t, "refs/heads/base", commit,
					      why);
	fast_import_stop(&f.feed);
	free(f.chunk);
	return ret;
}

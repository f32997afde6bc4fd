// SPDX-License-Identifier: GPL-2.0-only
/* Where a branch's series and its patches are. */
#include "sys/conf/branch-files.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

char *branch_path(const char *root, const char *path)
{
	if (*path == '/' || !strcmp(root, "."))
		return xstrdup(path);
	return xstrfmt("%s/%s", root, path);
}

/* What the section says, or the branch's own in that folder. */
static char *place(const char *root, const char *key, const char *folder,
		   const struct branch *b)
{
	char *own = xstrfmt("%s/%s", folder, b->line);
	char *path = branch_path(root, key ? key : own);

	free(own);
	return path;
}

/* A folder of patches has its series in it, or is one. */
static const char *series_key(const struct branch *b)
{
	return b->series ? b->series : b->patches;
}

char *branch_series(const struct branch *b, const char *root)
{
	return place(root, series_key(b), "series", b);
}

char *branch_patches(const struct branch *b, const char *root)
{
	char *series, *folder;

	if (b->patches || !b->series)
		return place(root, b->patches, "patches", b);
	series = branch_series(b, root);
	folder = patchfile_folder(series);
	free(series);
	return folder;
}

char *branch_patch(const struct branch *b, const char *root, const char *name)
{
	char *folder = branch_patches(b, root);
	char *path = xstrfmt("%s/%s", folder, name);

	free(folder);
	return path;
}

int branch_series_add(const struct branch *b, const char *root,
		      const char *name, struct diag *why)
{
	char *series = branch_series(b, root);
	struct buf list = { 0 };
	int ret = fs_read_if_there(&list, series, why);

	if (list.len && list.at[list.len - 1] != '\n')
		buf_addc(&list, '\n');
	buf_addf(&list, "%s\n", name);
	if (ret >= 0)
		ret = fs_publish_deep(series, buf_span(&list), why);
	buf_release(&list);
	free(series);
	return ret;
}

bool branch_is_read_only(const struct branch *b)
{
	return series_key(b);
}

int branch_check_writable(const struct branch *b, struct diag *why)
{
	if (!branch_is_read_only(b))
		return 0;
	return diag_set(why, NULL, 0, "the patches of branch %s are %s, by its section, and are only read; change them there, with quilt or git",
			b->line, series_key(b));
}

int branch_series_read(struct buf *text, const struct branch *b,
		       const char *root, struct diag *why)
{
	char *path = branch_series(b, root);
	int ret = fs_exists(path) ? patchfile_series(text, path, why) : 1;

	free(path);
	return ret;
}

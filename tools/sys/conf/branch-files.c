// SPDX-License-Identifier: GPL-2.0-only
/* Where a branch's series and its patches are. */
#include "sys/conf/branch-files.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

static char *below(const char *root, const char *folder, const char *name)
{
	if (!strcmp(root, "."))
		return fs_path("%s/%s", folder, name);
	return fs_path("%s/%s/%s", root, folder, name);
}

char *branch_series(const struct branch *b, const char *root)
{
	return below(root, "series", b->line);
}

char *branch_patches(const struct branch *b, const char *root)
{
	return below(root, "patches", b->line);
}

char *branch_patch(const struct branch *b, const char *root, const char *name)
{
	char *folder = branch_patches(b, root);
	char *path = fs_path("%s/%s", folder, name);

	free(folder);
	return path;
}

int branch_series_read(struct buf *text, const struct branch *b,
		       const char *root, struct diag *why)
{
	char *path = branch_series(b, root);
	int ret = fs_exists(path) ? patchfile_series(text, path, why) : 1;

	free(path);
	return ret;
}

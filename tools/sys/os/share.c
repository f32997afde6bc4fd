// SPDX-License-Identifier: GPL-2.0-only
/* Finds the program, and what is installed beside it. */
#include "sys/os/share.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/fs.h"

char *program_path(const char *called)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	return len > 0 ? xstrfmt("%.*s", (int)len, path) :
			 xstrdup(called);
}

/* The folder of the program that runs, caller frees; NULL: not known. */
static char *own_folder(void)
{
	char *path = program_path("");
	char *slash = strrchr(path, '/');

	if (slash) {
		*slash = '\0';
		return path;
	}
	free(path);
	return NULL;
}

/* Takes path, which is freed unless something stands there. */
static char *if_there(char *path)
{
	if (fs_exists(path))
		return path;
	free(path);
	return NULL;
}

/* Of the source tree that has the folder, or build/ or build/KIND below it. */
static char *in_source_tree(const char *folder, const char *name)
{
	static const char *const up[] = { "", "/..", "/../.." };
	char *path = NULL;

	for (size_t i = 0; !path && i < sizeof(up) / sizeof(*up); i++) {
		char *mark = if_there(xstrfmt("%s%s/share/lint.sh", folder,
					      up[i]));

		if (mark)
			path = if_there(xstrfmt("%s%s/%s", folder, up[i],
						name));
		if (mark && !path)
			path = if_there(xstrfmt("%s%s/share/%s", folder, up[i],
						name));
		free(mark);
	}
	return path;
}

char *share_path(const char *root, const char *name, struct diag *why)
{
	const char *given = getenv("BACKPORT_SHARE");
	char *folder = own_folder(), *path = NULL;

	if (root)
		path = if_there(xstrfmt("%s/%s", root, name));
	if (!path && given && *given)
		path = if_there(xstrfmt("%s/%s", given, name));
	if (!path && folder)
		path = in_source_tree(folder, name);
	if (!path && folder)
		path = if_there(xstrfmt("%s/../share/backport/%s", folder,
					name));
	if (!path)
		path = if_there(xstrfmt("%s/share/backport/%s", PREFIX, name));
	if (!path)
		diag_set(why, NULL, 0, "there is no '%s' in %s/share/backport or beside the program; install backport anew, or set BACKPORT_SHARE",
			 name, PREFIX);
	free(folder);
	return path;
}

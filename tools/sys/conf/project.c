// SPDX-License-Identifier: GPL-2.0-only
/* Where the project is that a command is run in. */
#include "sys/conf/project.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/os/fs.h"

/* As git asks of a repository; sudo's caller is trusted as root is. */
static bool is_trusted(const struct stat *st)
{
	const char *caller = getenv("SUDO_UID");

	if (st->st_uid == geteuid() || !st->st_uid)
		return true;
	return !geteuid() && caller &&
	       st->st_uid == strtoul(caller, NULL, 10);
}

/* A cache that is named from here stays where it is. */
static void keep_cache(const char *here)
{
	const char *cache = getenv("BACKPORT_CACHE");
	char *path;

	if (!cache || !*cache || *cache == '/')
		return;
	path = xstrfmt("%s/%s", here, cache);
	setenv("BACKPORT_CACHE", path, true);
	free(path);
}

/* Cuts the last name off; false when there is none. */
static bool cut_name(char *folder)
{
	char *slash = strrchr(folder, '/');

	if (!folder[1])
		return false;
	slash[slash == folder] = '\0';
	return true;
}

static bool has_project(const char *folder, struct stat *st)
{
	char *file = xstrfmt("%s/" PROJECT_FILE, folder);
	bool has = !stat(file, st) && S_ISREG(st->st_mode);

	free(file);
	return has;
}

static int enter(const char *folder, const struct stat *st, struct diag *why)
{
	if (!is_trusted(st))
		return diag_set(why, folder, 0,
				"the " PROJECT_FILE " above belongs to another user; to trust it, give -C %s",
				folder);
	if (chdir(folder))
		return fs_fail(folder, "enter", why);
	return 0;
}

int project_enter(char **below, struct diag *why)
{
	char *here = fs_exists(PROJECT_FILE) ? NULL : getcwd(NULL, 0);
	char *folder = here ? xstrdup(here) : NULL;
	struct stat st;
	int ret = 0;

	*below = xstrdup("");
	while (here && cut_name(folder)) {
		size_t len = strlen(folder);

		if (!has_project(folder, &st))
			continue;
		ret = enter(folder, &st, why);
		if (ret)
			break;
		keep_cache(here);
		free(*below);
		*below = xstrfmt("%s/", here + len + (len > 1));
		break;
	}
	free(folder);
	free(here);
	return ret;
}

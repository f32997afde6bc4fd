// SPDX-License-Identifier: GPL-2.0-only
/* The names in a folder, always in the same order. */
#include "sys/os/list-folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "sys/os/fs.h"

static bool is_wanted(const char *name, enum list_names which)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	if (which == LIST_BUT_GIT)
		return strcmp(name, ".git");
	return which == LIST_ALL || *name != '.';
}

int list_folder(struct strings *names, const char *folder,
		enum list_names which, struct diag *why)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int error = dir ? 0 : errno;

	strings_release(names);
	while (dir) {
		errno = 0;
		entry = readdir(dir);
		if (!entry) {
			error = errno;
			break;
		}
		if (is_wanted(entry->d_name, which))
			strings_add(names, entry->d_name);
	}
	if (dir)
		closedir(dir);
	strings_sort(names);
	if (!error)
		return 0;
	errno = error;
	return fs_fail(folder, "read the folder", why);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Objects that a killed make may have left half written. */
#include "sys/build/unfinished.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/text/span.h"
#include "sys/os/fs.h"
#include "sys/os/walk-folder.h"

/*
 * Whatever was being written was touched this shortly before the last write of
 * all.
 */
enum { WINDOW_S = 60 };

static char *mark_of(const char *folder)
{
	return xstrfmt("%s/.making", folder);
}

/*
 * What we put there ourselves is only ever renamed into place, some of it right
 * before make runs.
 */
static bool is_ours(const char *name)
{
	static const char *const ours[] = {
		".config", ".configured", ".asked", ".lists.mk", ".warnings",
		".making",
	};

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (!strcmp(name, ours[i]))
			return true;
	return false;
}

static int find_newest(void *arg, const char *path, const struct stat *st)
{
	time_t *newest = arg;

	if (S_ISREG(st->st_mode) && st->st_mtime > *newest &&
	    !is_ours(base_name(path)))
		*newest = st->st_mtime;
	return 0;
}

static int remove_late(void *newest, const char *path, const struct stat *st)
{
	if (!S_ISREG(st->st_mode) || is_ours(base_name(path)) ||
	    st->st_mtime < *(time_t *)newest - WINDOW_S)
		return 0;
	return unlink(path);
}

static int remove_last_minute(const char *folder, struct diag *why)
{
	time_t newest = 0;

	if (walk_folder(folder, find_newest, &newest) ||
	    walk_folder(folder, remove_late, &newest))
		return diag_set(why, folder, 0, "cannot remove what a killed make left: %s; remove the folder",
				strerror(errno));
	return 0;
}

int unfinished_mark(const char *folder, struct diag *why)
{
	char *mark = mark_of(folder);
	int ret = 0;

	if (fs_exists(mark))
		ret = remove_last_minute(folder, why);
	if (!ret)
		ret = fs_publish(mark, span_of(""), why);
	free(mark);
	return ret;
}

int unfinished_clear(const char *folder, struct diag *why)
{
	char *mark = mark_of(folder);
	int ret = fs_remove_all(mark, why);

	free(mark);
	return ret;
}

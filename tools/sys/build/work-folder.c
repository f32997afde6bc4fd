// SPDX-License-Identifier: GPL-2.0-only
/* The folder of a project below the cache's work folder. */
#include "sys/build/work-folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/fs.h"
#include "sys/store/result.h"

#define OF_PROJECT ".project"	/* tells whose folder it is */

/* A path's last part as a name that Kbuild and make take in a path. */
static char *project_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char hex[65], *name;

	result_digest(path, strlen(path), hex);
	name = xstrfmt("%s-%.8s", slash ? slash + 1 : path, hex);
	for (char *c = name; *c; c++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-",
			    *c))
			*c = '_';
	return name;
}

char *work_project_folder(const char *root, struct diag *why)
{
	char *path = realpath(root, NULL), *cache = fs_cache(why);
	char *cwd = NULL, *name, *folder = NULL;

	if (cache && !path)
		fs_fail(root, "resolve", why);
	if (cache && path) {
		if (cache[0] != '/')
			cwd = getcwd(NULL, 0);
		name = project_name(path);
		folder = xstrfmt("%s%s%s/work/%s", cwd ? cwd : "",
				 cwd ? "/" : "", cache, name);
		free(name);
	}
	free(cwd);
	free(cache);
	free(path);
	return folder;
}

/* "MACHINE PATH" of the project that is here. */
static char *project_note(const char *path)
{
	char host[256] = "";

	gethostname(host, sizeof(host) - 1);
	return xstrfmt("%s %s", host, path);
}

int work_note_project(struct diag *why)
{
	char *path = realpath(".", NULL);
	char *folder = path ? work_project_folder(path, why) : NULL;
	char *file = folder ? xstrfmt("%s/" OF_PROJECT, folder) : NULL;
	char *note = folder ? project_note(path) : NULL;
	int ret = 0;

	if (file && !fs_exists(file))
		ret = fs_publish(file, span_of(note), why);
	free(note);
	free(file);
	free(folder);
	free(path);
	return ret;
}

char *work_project_of(const char *project_folder)
{
	char *file = xstrfmt("%s/" OF_PROJECT, project_folder);
	char *here = project_note(""), *path = NULL;
	struct buf text = { 0 };
	struct diag ignored;

	if (!fs_read_if_there(&text, file, &ignored) &&
	    span_starts(buf_span(&text), here))
		path = xstrdup(text.at + strlen(here));
	buf_release(&text);
	free(here);
	free(file);
	return path;
}

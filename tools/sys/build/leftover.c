// SPDX-License-Identifier: GPL-2.0-only
/* What nothing uses any more in the cache's work folder. */
#include "sys/build/leftover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sys/build/work-folder.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/walk-folder.h"

static int add_size(void *total, const char *path, const struct stat *st)
{
	(void)path;
	*(uint64_t *)total += (uint64_t)st->st_blocks * 512;
	return 0;
}

static uint64_t size_of(const char *path)
{
	uint64_t total = 0;

	walk_folder(path, add_size, &total);
	return total;
}

/* Locks the file, *fd: -1 when there is none. False when somebody holds it. */
static bool take(const char *folder, const char *name, int *fd)
{
	char *path = xstrfmt("%s/%s", folder, name);

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	free(path);
	return *fd < 0 ? errno == ENOENT || errno == ENOTDIR :
			 !flock(*fd, LOCK_EX | LOCK_NB);
}

/* True while a boot holds images of the branch's folder. */
static bool boots(const char *folder)
{
	char *images = xstrfmt("%s/images", folder);
	struct strings names = { 0 };
	struct diag ignored;
	bool held = false;
	int fd;

	list_folder(&names, images, LIST_ALL, &ignored);
	for (size_t i = 0; !held && i < names.nr; i++) {
		char *image = xstrfmt("%s/%s", images, names.at[i]);

		held = !take(image, "key", &fd);
		if (fd >= 0)
			close(fd);
		free(image);
	}
	strings_release(&names);
	free(images);
	return held;
}

/*
 * Removes a branch's folder, held against builds by its lock, or with remove
 * false only looks. 0; 1 when it is in use; -1 and *why.
 */
static int branch(const char *folder, bool remove, struct diag *why)
{
	int fd, ret = take(folder, ".lock", &fd) && !boots(folder) ? 0 : 1;

	if (!ret && remove)
		ret = fs_remove_all(folder, why);
	if (fd >= 0)
		close(fd);
	return ret;
}

/* The same for all branches in a project's folder. */
static int branches(const char *folder, bool remove, struct diag *why)
{
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_HIDDEN, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		ret = branch(path, remove, why);
		free(path);
	}
	strings_release(&names);
	return ret;
}

/* Removes a project's folder, unless one of its branches is in use. */
static int remove_project(const char *folder, struct diag *why)
{
	int ret = branches(folder, false, why);

	if (!ret)
		ret = branches(folder, true, why);
	return ret ? ret : fs_remove_all(folder, why);
}

int leftover_remove(const struct leftover *l, struct diag *why)
{
	return l->kind == LEFT_PROJECT ? remove_project(l->path, why) :
	       l->kind == LEFT_BRANCH ? branch(l->path, true, why) :
	       fs_remove_all(l->path, why);
}

static void add(struct leftovers *l, int kind, const char *path,
		const char *of)
{
	l->at = grow_array(l->at, l->nr + 1, sizeof(*l->at));
	l->at[l->nr++] = (struct leftover){
		kind, xstrdup(path), xstrdup(of), size_of(path)
	};
}

static bool is_gone(const char *path)
{
	struct stat st;

	return stat(path, &st) && (errno == ENOENT || errno == ENOTDIR);
}

/* Looks at the folder of one project. 0 or -1 and *why. */
static int look_at_project(struct leftovers *l, const char *path,
			   struct diag *why)
{
	char *of = work_project_of(path);
	int ret = 0;

	if (of && !is_gone(of)) {
		strings_add(&l->projects, of);
	} else if (of) {
		ret = branches(path, false, why);
		if (!ret)
			add(l, LEFT_PROJECT, path, of);
	}
	free(of);
	return ret < 0 ? -1 : 0;
}

static bool has_branch(const struct conf *c, const char *name)
{
	for (size_t i = 0; i < c->nr_branches; i++)
		if (!strcmp(c->branch[i].name, name))
			return true;
	return false;
}

static bool has_results(const char *out, const char *name)
{
	char *path = xstrfmt("%s/%s", out, name);
	bool has = fs_exists(path);

	free(path);
	return has;
}

/* Looks for branches that this project no longer has. 0 or -1 and *why. */
static int look_here(struct leftovers *l, const struct conf *conf,
		     const char *out, struct diag *why)
{
	char *folder = work_project_folder(".", why);
	struct strings names = { 0 };
	int ret = !folder ? -1 : fs_is_folder(folder) ?
		  list_folder(&names, folder, LIST_BUT_HIDDEN, why) : 0;

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		if (fs_is_folder(path) && !has_branch(conf, names.at[i]) &&
		    !has_results(out, names.at[i]) &&
		    !branch(path, false, why))
			add(l, LEFT_BRANCH, path, names.at[i]);
		free(path);
	}
	strings_release(&names);
	free(folder);
	return ret;
}

static int look_at_guest(struct leftovers *l, const char *folder,
			 struct diag *why)
{
	time_t since = time(NULL) - LEFTOVER_DAYS * 24 * 3600;
	struct strings names = { 0 };
	struct stat st;
	int ret = list_folder(&names, folder, LIST_ALL, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		if (!lstat(path, &st) && st.st_mtime < since)
			add(l, LEFT_GUEST, path, "");
		free(path);
	}
	strings_release(&names);
	return ret;
}

int leftovers_find(struct leftovers *l, const struct conf *conf,
		   const char *out, struct diag *why)
{
	char *cache = fs_cache(why);
	char *work = cache ? xstrfmt("%s/work", cache) : NULL;
	struct strings names = { 0 };
	int ret = !work ? -1 : fs_is_folder(work) ?
		  list_folder(&names, work, LIST_BUT_HIDDEN, why) : 0;

	*l = (struct leftovers){ 0 };
	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", work, names.at[i]);

		ret = !fs_is_folder(path) ? 0 : strcmp(names.at[i], "guest") ?
		      look_at_project(l, path, why) :
		      look_at_guest(l, path, why);
		free(path);
	}
	if (!ret)
		ret = look_here(l, conf, out, why);
	strings_release(&names);
	free(work);
	free(cache);
	return ret;
}

void leftovers_release(struct leftovers *l)
{
	for (size_t i = 0; i < l->nr; i++) {
		free(l->at[i].path);
		free(l->at[i].of);
	}
	free(l->at);
	strings_release(&l->projects);
	*l = (struct leftovers){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* Files and folders: read whole, written whole or not at all. */
#include "sys/os/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/os/walk-folder.h"

int fs_fail(const char *path, const char *doing, struct diag *why)
{
	int error = errno;

	diag_set(why, path, 0, "cannot %s: %s", doing, strerror(error));
	why->error = errno = error;
	return -1;
}

/*
 * What the user has opened for us and named so: "-s <(...)", "... | backport".
 */
static bool is_given_pipe(const char *path, const struct stat *st)
{
	return S_ISFIFO(st->st_mode) &&
	       (!strcmp(path, "/dev/stdin") || !strncmp(path, "/dev/fd/", 8));
}

static int too_large(const char *path, struct diag *why)
{
	return diag_set(why, path, 0,
			"is larger than %u MiB, which is not read",
			FS_READ_MAX >> 20);
}

static int check_kind(const char *path, const struct stat *st, struct diag *why)
{
	if (is_given_pipe(path, st))
		return 0;
	if (!S_ISREG(st->st_mode))
		return diag_set(why, path, 0, "is %s, wanted a file",
				S_ISDIR(st->st_mode) ? "a folder" :
				S_ISFIFO(st->st_mode) ? "a FIFO" :
				S_ISSOCK(st->st_mode) ? "a socket" :
							"a device");
	return st->st_size > FS_READ_MAX ? too_large(path, why) : 0;
}

int fs_check_file(const char *path, struct diag *why)
{
	struct stat st;

	if (stat(path, &st))
		return fs_fail(path, "open", why);
	return check_kind(path, &st, why);
}

/* Opening a FIFO or a device must not wait: what it is is seen after. */
static int open_file(const char *path, struct stat *st, struct diag *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return fs_fail(path, "open", why);
	if (fstat(fd, st)) {
		fs_fail(path, "read", why);
	} else if (!check_kind(path, st, why)) {
		if (S_ISFIFO(st->st_mode))
			fcntl(fd, F_SETFL, 0);
		return fd;
	}
	close(fd);
	errno = 0;
	return -1;
}

int fs_read(struct buf *b, const char *path, struct diag *why)
{
	struct stat st;
	ssize_t n;
	int fd, ret = 0;

	buf_clear(b);
	fd = open_file(path, &st, why);
	if (fd < 0)
		return -1;
	buf_grow(b, st.st_size > 0 ? st.st_size : 4096);
	while (!ret &&
	       (n = read(fd, b->at + b->len, b->cap - 1 - b->len)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			ret = fs_fail(path, "read", why);
			break;
		}
		b->len += n;
		if (b->len > FS_READ_MAX)
			ret = too_large(path, why);
		buf_grow(b, 4096);
	}
	b->at[b->len] = '\0';
	close(fd);
	errno = 0;
	return ret;
}

int fs_read_if_there(struct buf *b, const char *path, struct diag *why)
{
	int ret = fs_read(b, path, why);

	return ret && (errno == ENOENT || errno == ENOTDIR) ? 1 : ret;
}

int fs_read_input(struct buf *b, size_t max_mib, struct diag *why)
{
	char part[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fs_fail("standard input", "read", why);
		buf_add(b, part, (size_t)n);
		if (b->len >> 20 > max_mib)
			return diag_set(why, "standard input", 0,
					"larger than %zu MiB: is that a patch?",
					max_mib);
	}
	return 0;
}

int fs_write(int fd, struct span bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes = span_skip(bytes, n);
	}
	return 0;
}

/*
 * A file without a name in path's folder, or *tmp with one; -1 when there can
 * be neither.
 */
static int open_unpublished(const char *path, char **tmp)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrfmt("%.*s/", (int)(slash - path), path) :
			       xstrdup(".");
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	mode_t mask = umask(0);

	umask(mask);
	free(folder);
	*tmp = NULL;
	if (fd >= 0)
		return fd;
	*tmp = xstrfmt("%s.XXXXXX", path);
	fd = mkstemp(*tmp);
	if (fd >= 0 && !fchmod(fd, 0666 & ~mask))
		return fd;
	if (fd >= 0) {
		unlink(*tmp);
		close(fd);
	}
	free(*tmp);
	return -1;
}

/*
 * Names the file in two steps, since a name can only be replaced by another.
 * The first is always the same: what a killed process left is taken over by
 * the next one.
 */
static int name_file(int fd, const char *path)
{
	char *from = xstrfmt("/proc/self/fd/%d", fd);
	char *tmp = xstrfmt("%s.new", path);
	int ret = -1;

	for (int tries = 0; ret && tries < 100; tries++) {
		ret = linkat(AT_FDCWD, from, AT_FDCWD, tmp, AT_SYMLINK_FOLLOW);
		if (ret && errno == EEXIST) {
			unlink(tmp);
			continue;
		}
		/* Somebody else who publishes it was faster with our name. */
		if (!ret)
			ret = rename(tmp, path);
		if (ret && errno != ENOENT)
			break;
	}
	free(tmp);
	free(from);
	return ret;
}

int fs_publish(const char *path, struct span bytes, struct diag *why)
{
	char *tmp;
	int fd = open_unpublished(path, &tmp), ret = 0;

	if (fd < 0)
		return fs_fail(path, "write", why);
	if (fs_write(fd, bytes) || fsync(fd) ||
	    (tmp ? rename(tmp, path) : name_file(fd, path)))
		ret = fs_fail(path, "write", why);
	if (close(fd) && !ret)
		ret = fs_fail(path, "write", why);
	if (ret && tmp)
		unlink(tmp);
	free(tmp);
	return ret;
}

int fs_write_output(const char *path, struct span bytes, struct diag *why)
{
	struct stat st;
	char *real;
	int fd, ret;

	if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
		fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		ret = fd < 0 || fs_write(fd, bytes) ?
		      fs_fail(path, "write", why) : 0;
		if (fd >= 0 && close(fd) && !ret)
			ret = fs_fail(path, "write", why);
		return ret;
	}
	real = realpath(path, NULL);
	ret = fs_publish(real ? real : path, bytes, why);
	free(real);
	return ret;
}

int fs_copy_changed(const char *from, const char *to, struct diag *why)
{
	struct buf wanted = { 0 }, there = { 0 };
	struct diag ignored;
	int ret = fs_read(&wanted, from, why);

	if (!ret && (fs_read(&there, to, &ignored) ||
		     !span_equals(buf_span(&wanted), buf_span(&there))))
		ret = fs_write_output(to, buf_span(&wanted), why);
	buf_release(&wanted);
	buf_release(&there);
	return ret;
}

/*
 * What is there need not be ours to make: a folder we may not write above
 * is fine.
 */
static int make_one(const char *path, struct diag *why)
{
	int error;

	if (!mkdir(path, 0777))
		return 0;
	error = errno;
	if (fs_is_folder(path))
		return 0;
	if (error == EEXIST)
		return diag_set(why, path, 0, "is a file, wanted a folder");
	errno = error;
	return fs_fail(path, "make the folder", why);
}

int fs_mkdirs(const char *path, struct diag *why)
{
	char *p = xstrdup(path);
	char *slash = p;
	int ret = 0;

	while (!ret && (slash = *slash ? strchr(slash + 1, '/') : NULL)) {
		*slash = '\0';
		ret = make_one(p, why);
		*slash = '/';
	}
	if (!ret)
		ret = make_one(p, why);
	free(p);
	return ret;
}

int fs_publish_deep(const char *path, struct span bytes, struct diag *why)
{
	const char *name = base_name(path);
	char *folder = name > path + 1 ?
		xstrfmt("%.*s", (int)(name - path) - 1, path) : NULL;
	int ret = folder ? fs_mkdirs(folder, why) : 0;

	free(folder);
	return ret ? ret : fs_publish(path, bytes, why);
}

int fs_lock_folder(const char *path, struct diag *why)
{
	int fd;

	if (fs_mkdirs(path, why))
		return -1;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fs_fail(path, "open", why);
	while (flock(fd, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		fs_fail(path, "lock", why);
		close(fd);
		return -1;
	}
	return fd;
}

static int remove_one(void *arg, const char *path, const struct stat *st)
{
	(void)arg, (void)st;
	return remove(path);
}

int fs_remove_all(const char *path, struct diag *why)
{
	if (!walk_folder(path, remove_one, NULL) || errno == ENOENT)
		return 0;
	return fs_fail(path, "remove", why);
}

int fs_fresh_folder(const char *path, struct diag *why)
{
	int ret = fs_remove_all(path, why);

	return ret ? ret : fs_mkdirs(path, why);
}

bool fs_exists(const char *path)
{
	struct stat st;

	if (!lstat(path, &st))
		return true;
	return errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG &&
	       errno != ELOOP;
}

bool fs_is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

bool fs_is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	while (n && folder[n - 1] == '/')
		n--;
	return n && !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

bool fs_is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

bool fs_is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool locked = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB);

	if (fd >= 0)
		close(fd);
	return locked;
}

static char *cache_path(void)
{
	const char *at = getenv("BACKPORT_CACHE");

	if (at && *at)
		return xstrdup(at);
	at = getenv("XDG_CACHE_HOME");
	if (at && *at)
		return xstrfmt("%s/backport", at);
	at = getenv("HOME");
	return at && *at ? xstrfmt("%s/.cache/backport", at) : NULL;
}

char *fs_cache(struct diag *why)
{
	/* Kbuild and make hand paths to shells. */
	static const char unfit[] = "'\"`$\\;&|<>\n";
	char *path = cache_path();

	if (!path)
		diag_set(why, NULL, 0,
			 "no place for the cache: set BACKPORT_CACHE or HOME");
	if (!path || !strpbrk(path, unfit))
		return path;
	diag_set(why, path, 0,
		 "no path for the cache: a shell would obey a character of it; set BACKPORT_CACHE to a plain one");
	free(path);
	return NULL;
}

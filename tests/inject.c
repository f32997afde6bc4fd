// SPDX-License-Identifier: GPL-2.0-only
/*
 * A library to preload, for the program that INJECT_INTO names: its
 * INJECT_AT'th call that reads or changes anything outside fails with
 * INJECT_ERROR, or with KILL the process is killed in front of it. With
 * INJECT_CALLS=writes only calls that change something are counted, with
 * INJECT_CALLS=pipes those that read from a pipe or write into one, and with
 * INJECT_CALLS=locks those that lock a file, which are not counted else. With
 * INJECT_COUNT, a file, the number of calls is written there at the end, of
 * several processes the largest.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;

enum kind { READS, WRITES, LOCKS };

/* Does INJECT_CALLS want such a call, on fd if that is not -1? */
static bool wanted(enum kind kind, int fd)
{
	const char *which = getenv("INJECT_CALLS");
	struct stat st;

	if (kind == LOCKS || (which && !strcmp(which, "locks")))
		return kind == LOCKS && which && !strcmp(which, "locks");
	if (which && !strcmp(which, "pipes"))
		return fd >= 0 && !fstat(fd, &st) && S_ISFIFO(st.st_mode);
	return kind == WRITES || !which || strcmp(which, "writes");
}

static bool is_ours(void)
{
	const char *into = getenv("INJECT_INTO");

	return into && !strcmp(into, program_invocation_short_name);
}

static int error_of(const char *name)
{
	static const struct {
		const char *name;
		int error;
	} errors[] = {
		{ "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EMFILE", EMFILE },
		{ "ENOMEM", ENOMEM }, { "EINTR", EINTR },
		{ "EACCES", EACCES }, { "EAGAIN", EAGAIN },
		{ "ENOENT", ENOENT },
	};

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (!strcmp(name, errors[i].name))
			return errors[i].error;
	return EIO;
}

/* True when this call is to fail; errno says how. */
static bool fails_on(enum kind kind, int fd)
{
	const char *at = getenv("INJECT_AT"), *what = getenv("INJECT_ERROR");
	int saved = errno;

	if (!is_ours() || !wanted(kind, fd) || ++calls != (at ? atoi(at) : 0)) {
		errno = saved;
		return false;
	}
	if (!what || !strcmp(what, "KILL"))
		kill(getpid(), SIGKILL);
	errno = error_of(what);
	return true;
}

static bool fails(enum kind kind)
{
	return fails_on(kind, -1);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("INJECT_COUNT");
	char text[32] = "";
	int fd;

	if (!path || !is_ours())
		return;
	unsetenv("INJECT_INTO");
	fd = open(path, O_RDWR | O_CREAT, 0644);
	if (fd >= 0) {
		if (read(fd, text, sizeof(text) - 1) <= 0 || atoi(text) < calls) {
			int len = snprintf(text, sizeof(text), "%d\n", calls);

			if (pwrite(fd, text, len, 0) != len)
				abort();
		}
		close(fd);
	}
}

/* CALL(kind, type, failure, name, (parameters), (arguments)): the C library's function, or its failure. */
#define CALL(kind, type, failure, name, params, args)		\
	type name params					\
	{							\
		type (*next) params = dlsym(RTLD_NEXT, #name);	\
		if (fails(kind))				\
			return failure;				\
		return next args;				\
	}

#define OPEN(name)						\
	int name(const char *path, int flags, ...)		\
	{							\
		int (*next)(const char *, int, ...) =		\
			dlsym(RTLD_NEXT, #name);		\
		va_list list;					\
		mode_t mode = 0;				\
								\
		va_start(list, flags);				\
		if (flags & (O_CREAT | O_TMPFILE))		\
			mode = va_arg(list, mode_t);		\
		va_end(list);					\
		if (fails(flags & (O_CREAT | O_TRUNC | O_TMPFILE) ?	\
			  WRITES : READS))			\
			return -1;				\
		return next(path, flags, mode);			\
	}

#define OPENAT(name)						\
	int name(int dir, const char *path, int flags, ...)	\
	{							\
		int (*next)(int, const char *, int, ...) =	\
			dlsym(RTLD_NEXT, #name);		\
		va_list list;					\
		mode_t mode = 0;				\
								\
		va_start(list, flags);				\
		if (flags & (O_CREAT | O_TMPFILE))		\
			mode = va_arg(list, mode_t);		\
		va_end(list);					\
		if (fails(flags & (O_CREAT | O_TRUNC | O_TMPFILE) ?	\
			  WRITES : READS))			\
			return -1;				\
		return next(dir, path, flags, mode);		\
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t read(int fd, void *b, size_t n)
{
	ssize_t (*next)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");

	return fails_on(READS, fd) ? -1 : next(fd, b, n);
}

ssize_t write(int fd, const void *b, size_t n)
{
	ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");

	return fails_on(WRITES, fd) ? -1 : next(fd, b, n);
}

CALL(WRITES, ssize_t, -1, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
CALL(WRITES, ssize_t, -1, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
CALL(WRITES, int, -1, ftruncate, (int fd, off_t n), (fd, n))
CALL(WRITES, int, -1, ftruncate64, (int fd, off64_t n), (fd, n))
CALL(WRITES, int, -1, mkstemp, (char *name), (name))
CALL(WRITES, char *, NULL, mkdtemp, (char *name), (name))
CALL(WRITES, FILE *, NULL, fopen, (const char *path, const char *mode), (path, mode))
CALL(WRITES, FILE *, NULL, fopen64, (const char *path, const char *mode), (path, mode))
CALL(WRITES, int, EOF, fflush, (FILE *f), (f))
CALL(WRITES, int, EOF, fclose, (FILE *f), (f))
CALL(WRITES, int, -1, rename, (const char *a, const char *b), (a, b))
CALL(WRITES, int, -1, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b))
CALL(WRITES, int, -1, link, (const char *a, const char *b), (a, b))
CALL(WRITES, int, -1, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f))
CALL(WRITES, int, -1, symlinkat, (const char *a, int d, const char *b), (a, d, b))
CALL(WRITES, int, -1, symlink, (const char *a, const char *b), (a, b))
CALL(WRITES, int, -1, unlink, (const char *a), (a))
CALL(WRITES, int, -1, unlinkat, (int d, const char *a, int f), (d, a, f))
CALL(WRITES, int, -1, rmdir, (const char *a), (a))
CALL(WRITES, int, -1, mkdir, (const char *a, mode_t m), (a, m))
CALL(WRITES, int, -1, mkdirat, (int d, const char *a, mode_t m), (d, a, m))
CALL(WRITES, int, -1, chmod, (const char *a, mode_t m), (a, m))
CALL(WRITES, int, -1, fchmod, (int fd, mode_t m), (fd, m))
CALL(WRITES, int, -1, fchmodat, (int d, const char *a, mode_t m, int f), (d, a, m, f))
CALL(WRITES, int, -1, fsync, (int fd), (fd))
CALL(LOCKS, int, -1, flock, (int fd, int how), (fd, how))
CALL(READS, int, -1, pipe2, (int *fd, int flags), (fd, flags))
CALL(READS, pid_t, -1, fork, (void), ())
CALL(READS, void *, MAP_FAILED, mmap, (void *a, size_t n, int p, int f, int fd, off_t o), (a, n, p, f, fd, o))
CALL(READS, void *, MAP_FAILED, mmap64, (void *a, size_t n, int p, int f, int fd, off64_t o), (a, n, p, f, fd, o))

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A library to preload: the process is killed right in front of its KILL_AT'th
 * call that changes anything on disk. Past the last one it ends as ever.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static void count(void)
{
	static atomic_int calls;
	const char *at = getenv("KILL_AT");

	if (at && ++calls == atoi(at))
		kill(getpid(), SIGKILL);
}

/* CALL(type, name, (parameters), (arguments)): the C library's function, counted. */
#define CALL(type, name, params, args)				\
	type name params					\
	{							\
		type (*next) params = dlsym(RTLD_NEXT, #name);	\
		count();					\
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
		if (flags & (O_CREAT | O_TRUNC))		\
			count();				\
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
		if (flags & (O_CREAT | O_TRUNC))		\
			count();				\
		return next(dir, path, flags, mode);		\
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
CALL(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
CALL(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
CALL(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
CALL(int, ftruncate, (int fd, off_t n), (fd, n))
CALL(int, ftruncate64, (int fd, off64_t n), (fd, n))
CALL(int, mkstemp, (char *name), (name))
CALL(FILE *, fopen, (const char *path, const char *mode), (path, mode))
CALL(int, fflush, (FILE *f), (f))
CALL(int, fclose, (FILE *f), (f))
CALL(int, rename, (const char *a, const char *b), (a, b))
CALL(int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b))
CALL(int, link, (const char *a, const char *b), (a, b))
CALL(int, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f))
CALL(int, symlink, (const char *a, const char *b), (a, b))
CALL(int, symlinkat, (const char *a, int d, const char *b), (a, d, b))
CALL(int, unlink, (const char *a), (a))
CALL(int, unlinkat, (int d, const char *a, int f), (d, a, f))
CALL(int, rmdir, (const char *a), (a))
CALL(int, mkdir, (const char *a, mode_t m), (a, m))
CALL(int, mkdirat, (int d, const char *a, mode_t m), (d, a, m))
CALL(int, chmod, (const char *a, mode_t m), (a, m))
CALL(int, fchmod, (int fd, mode_t m), (fd, m))
CALL(int, fchmodat, (int d, const char *a, mode_t m, int f), (d, a, m, f))
CALL(int, fsync, (int fd), (fd))

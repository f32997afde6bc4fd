// SPDX-License-Identifier: GPL-2.0-only
/* What a tree's own build may touch, and how much of it. */
#include "sys/build/confine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sys/os/clock.h"
#include "sys/os/fs.h"
#include "sys/os/sandbox.h"
#include "sys/os/version.h"

enum {
	SILENCE_S = 60 * 60,
	WALL_S = 12 * 60 * 60,
};

/* Bytes that stay free on the disk, but no more than a fiftieth of it. */
#define DISK_RESERVE	(256ull << 20)

struct limits {
	struct confine *c;
	double began, spoke;
};

static bool disk_is_full(const char *folder)
{
	struct statvfs fs;
	unsigned long long size, free_bytes;

	if (statvfs(folder, &fs))
		return false;
	size = (unsigned long long)fs.f_blocks * fs.f_frsize;
	free_bytes = (unsigned long long)fs.f_bavail * fs.f_frsize;
	return free_bytes < DISK_RESERVE && free_bytes < size / 50;
}

static bool watch(void *arg, struct span fresh)
{
	struct limits *l = arg;
	char *said = l->c->limit;
	size_t size = sizeof(l->c->limit);

	if (fresh.len)
		l->spoke = clock_seconds();
	if (clock_seconds() - l->spoke > SILENCE_S)
		snprintf(said, size, "it printed nothing for %d minutes",
			 SILENCE_S / 60);
	else if (clock_seconds() - l->began > WALL_S)
		snprintf(said, size, "it ran for more than %d hours",
			 WALL_S / 3600);
	else if (disk_is_full(l->c->obj))
		snprintf(said, size, "it left the disk nearly full");
	return said[0];
}

/*
 * The folder of the compiler's cache, as ccache itself says; caller frees,
 * NULL: none.
 */
static char *cache_folder(void)
{
	const char *given = getenv("CCACHE_DIR");
	const char *const argv[] = { "ccache", "--get-config", "cache_dir",
				     NULL };
	struct buf said = { 0 };
	struct proc p = { .argv = argv, .capture = &said, .timeout_s = 10 };
	struct proc_end end;
	struct diag ignored;
	struct span line;
	char *folder = NULL;

	if (!program_found("ccache"))
		return NULL;
	if (given && *given)
		return xstrdup(given);
	if (!proc_run(&p, &end, &ignored) && !end.status) {
		line = span_trim(buf_span(&said));
		folder = xstrfmt("%.*s", (int)line.len, line.at);
	}
	buf_release(&said);
	return folder;
}

static bool is_passed_on(const char *variable)
{
	static const char *const names[] = {
		"MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "CCACHE_", "DISTCC_",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strncmp(variable, names[i], strlen(names[i])))
			return true;
	return false;
}

static bool uses_distcc(void)
{
	const char *prefix = getenv("CCACHE_PREFIX");

	return prefix && strstr(prefix, "distcc");
}

/* make 4.4 and later hands its slots out through a named pipe. */
static char *jobserver_pipe(void)
{
	static const char sign[] = "--jobserver-auth=fifo:";
	const char *flags = getenv("MAKEFLAGS");
	const char *at = flags ? strstr(flags, sign) : NULL;

	at = at ? at + strlen(sign) : NULL;
	return at ? xstrfmt("%.*s", (int)strcspn(at, " "), at) : NULL;
}

static void set_environment(struct strings *env, const struct confine *c,
			    const struct proc *p, const char *cache)
{
	for (char **at = environ; *at; at++)
		if (is_passed_on(*at))
			strings_add(env, *at);
	for (const char *const *at = p->env; at && *at; at++)
		strings_add(env, *at);
	if (cache)
		strings_addf(env, "CCACHE_DIR=%s", cache);
	/* ccache remembers digests of headers beside these */
	if (!c->may_cache)
		strings_add(env, "CCACHE_TEMPDIR=/tmp/ccache");
	strings_add(env, "DISTCC_DIR=/tmp");	/* it must exist */
}

/* As proc_run(), in the sandbox. */
static int run_inside(const struct confine *c, struct proc *p,
		      struct proc_end *end, struct diag *why)
{
	char *cache = cache_folder(), *pipe = jobserver_pipe();
	const char *readable[] = { c->src, NULL, NULL };
	const char *writable[] = { c->obj, NULL, NULL, NULL };
	const struct sandbox s = { .readable = readable, .writable = writable,
				   .network = uses_distcc() };
	struct strings env = { 0 }, words = { 0 };
	int ret = cache ? fs_mkdirs(cache, why) : 0;

	set_environment(&env, c, p, cache);
	p->env = (const char *const *)env.at;
	*(c->may_cache ? &writable[1] : &readable[1]) = cache;
	writable[writable[1] ? 2 : 1] = pipe;
	if (!ret)
		ret = sandbox_wrap(p, &s, &words, why);
	if (!ret)
		ret = proc_run(p, end, why);
	if (!ret)
		sandbox_ended(end);
	strings_release(&words);
	strings_release(&env);
	free(pipe);
	free(cache);
	return ret;
}

int confined_run(struct confine *c, const struct proc *p, struct proc_end *end,
		 struct diag *why)
{
	double t = clock_seconds();
	struct limits limits = { c, t, t };
	const char *cwd = p->dir ? p->dir : c->src;
	struct strings env = { 0 };
	struct proc inside = *p;
	int ret;

	c->limit[0] = '\0';
	inside.watch = watch;
	inside.arg = &limits;
	for (const char *const *at = p->env; at && *at; at++)
		strings_add(&env, *at);
	if (!c->may_cache)
		strings_add(&env, "CCACHE_READONLY=1");
	inside.env = (const char *const *)env.at;
	if (sandbox_wanted()) {
		inside.dir = cwd;
		ret = run_inside(c, &inside, end, why);
	} else {
		ret = proc_run(&inside, end, why);
	}
	if (!ret && end->flooded)
		snprintf(c->limit, sizeof(c->limit),
			 "it printed more than %zu MiB", p->output_max >> 20);
	strings_release(&env);
	return ret;
}

int confined_read(struct buf *b, const char *folder, const char *name,
		  struct diag *why)
{
	char *path = xstrfmt("%s/%s", folder, name);
	/* in this order: errno says why there is no real one */
	char *root = realpath(folder, NULL), *real = realpath(path, NULL);
	size_t n = root ? strlen(root) : 0;
	struct stat st;
	int ret = -1;

	if (!real || !root)
		fs_fail(path, "read", why);
	else if (strncmp(real, root, n) || real[n] != '/')
		diag_set(why, path, 0, "is a link to %s, out of the folder; it is not read",
			 real);
	else if (stat(real, &st) || !S_ISREG(st.st_mode))
		diag_set(why, path, 0, "is no regular file");
	else
		ret = fs_read(b, real, why);
	free(root);
	free(real);
	free(path);
	return ret;
}

int confined_copy(const char *folder, const char *name, const char *to,
		  struct diag *why)
{
	struct buf bytes = { 0 }, there = { 0 };
	struct diag ignored;
	struct stat st;
	int ret = confined_read(&bytes, folder, name, why);
	bool same = !ret && !lstat(to, &st) && S_ISREG(st.st_mode) &&
		!fs_read(&there, to, &ignored) &&
		span_equals(buf_span(&bytes), buf_span(&there));

	if (!ret && !same)
		ret = fs_publish(to, buf_span(&bytes), why);
	buf_release(&bytes);
	buf_release(&there);
	return ret;
}

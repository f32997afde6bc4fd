// SPDX-License-Identifier: GPL-2.0-only
/* Runs programs in bubblewrap. */
#include "sys/os/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/os/fs.h"
#include "sys/os/version.h"

enum { GIB_MIB = 1024 };

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof(*(a)))

/* Programs and what they read. Of /etc only what holds no secret. */
static const char *const system_paths[] = {
	"/usr", "/opt", "/nix/store", "/gnu/store", "/bin", "/sbin", "/lib",
	"/lib32", "/lib64", "/libx32", "/etc/alternatives", "/etc/ld.so.cache",
	"/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/passwd", "/etc/group",
	"/etc/perl", "/etc/localtime", "/etc/python3", "/etc/ssl/openssl.cnf",
};

static void add(struct strings *w, const char *option, const char *value)
{
	strings_add(w, option);
	strings_add(w, value);
}

/* A path that is seen inside where it is outside. */
static void bind_path(struct strings *w, const char *how, const char *path)
{
	char cwd[PATH_MAX] = "";

	if (path[0] != '/' && !getcwd(cwd, sizeof(cwd)))
		cwd[0] = '\0';
	strings_add(w, how);
	for (int i = 0; i < 2; i++)
		strings_addf(w, "%s%s%s", cwd, *cwd ? "/" : "", path);
}

/* /bin may be a link to usr/bin, and then is one inside as well. */
static void bind_system(struct strings *w, const char *path)
{
	char to[PATH_MAX];
	struct stat st;
	ssize_t n;

	if (lstat(path, &st))
		return;
	n = S_ISLNK(st.st_mode) ? readlink(path, to, sizeof(to) - 1) : -1;
	if (n < 0 || strchr(path + 1, '/')) {
		bind_path(w, "--ro-bind", path);
		return;
	}
	to[n] = '\0';
	strings_add(w, "--symlink");
	add(w, to, path);
}

static bool is_system(const char *path)
{
	for (size_t i = 0; i < ARRAY_SIZE(system_paths); i++)
		if (fs_is_below(path, system_paths[i]))
			return true;
	return false;
}

/*
 * A folder of PATH outside the system: a toolchain's bin brings what stands
 * beside it along, but not where that may be somebody's home folder.
 */
static void bind_program_folder(struct strings *w, const char *folder)
{
	const char *home = getenv("HOME"), *name = strrchr(folder, '/');
	char *parent;

	if (folder[0] != '/' || is_system(folder) ||
	    (home && fs_is_below(home, folder)))
		return;
	parent = xstrfmt("%.*s", (int)(name - folder), folder);
	if (!strcmp(name, "/bin") && *parent &&
	    !(home && (fs_is_below(home, parent) || fs_is_below(parent, home))))
		bind_path(w, "--ro-bind-try", parent);
	else
		bind_path(w, "--ro-bind-try", folder);
	free(parent);
}

/* Calls bind for each folder of a list like PATH. */
static void bind_list(struct strings *w, const char *list,
		      void (*bind)(struct strings *w, const char *folder))
{
	struct span rest = span_of(list ? list : "");

	while (rest.len) {
		const char *colon = memchr(rest.at, ':', rest.len);
		size_t n = colon ? (size_t)(colon - rest.at) : rest.len;
		char *folder = xstrfmt("%.*s", (int)n, rest.at);

		bind(w, folder);
		free(folder);
		rest = span_skip(rest, colon ? n + 1 : n);
	}
}

static void bind_readable(struct strings *w, const char *folder)
{
	if (*folder)
		bind_path(w, "--ro-bind", folder);
}

static void bind_all(struct strings *w, const char *how,
		     const char *const *paths)
{
	for (; paths && *paths; paths++)
		bind_path(w, how, *paths);
}

static const char *search_path(void)
{
	const char *path = getenv("PATH");

	return path ? path : "/usr/bin:/bin";
}

static void set_env(struct strings *w, const char *const *env)
{
	strings_add(w, "--clearenv");
	strings_add(w, "--setenv");
	add(w, "PATH", search_path());
	strings_add(w, "--setenv");
	add(w, "HOME", "/tmp");
	strings_add(w, "--setenv");
	add(w, "LC_ALL", "C");
	for (; env && *env; env++) {
		const char *is = strchr(*env, '=');

		strings_add(w, "--setenv");
		strings_addf(w, "%.*s", (int)(is - *env), *env);
		strings_add(w, is + 1);
	}
}

/* What every sandbox is made of. */
static void add_namespaces(struct strings *w, bool network)
{
	/* what is in the environment of bubblewrap, its child reads in /proc */
	add(w, "env", "-i");
	strings_addf(w, "PATH=%s", search_path());
	strings_add(w, "bwrap");
	strings_add(w, "--unshare-all");
	strings_add(w, "--unshare-user");
	strings_add(w, "--disable-userns");
	if (network) {
		strings_add(w, "--share-net");
		bind_path(w, "--ro-bind-try", "/etc/resolv.conf");
		bind_path(w, "--ro-bind-try", "/etc/hosts");
	}
	strings_add(w, "--die-with-parent");
	strings_add(w, "--new-session");
	add(w, "--cap-drop", "ALL");
	add(w, "--hostname", "sandbox");
}

static void add_memory_folder(struct strings *w, const char *path, long mib)
{
	strings_add(w, "--size");
	strings_addf(w, "%lld", 1048576LL * (mib ? mib : GIB_MIB));
	add(w, "--tmpfs", path);
}

static void add_system(struct strings *w, const struct sandbox *s)
{
	for (size_t i = 0; i < ARRAY_SIZE(system_paths); i++)
		bind_system(w, system_paths[i]);
	add(w, "--proc", "/proc");
	add(w, "--dev", "/dev");
	bind_all(w, "--dev-bind-try", s->devices);
	add_memory_folder(w, "/dev/shm", s->tmp_mib);
	add(w, "--remount-ro", "/dev");
	add_memory_folder(w, "/tmp", s->tmp_mib);
}

static long machine_mib(void)
{
	long long pages = sysconf(_SC_PHYS_PAGES);
	long long bytes = pages * sysconf(_SC_PAGESIZE);

	return bytes > 0 ? bytes >> 20 : 4 * GIB_MIB;
}

static void add_limits(struct strings *w, const struct sandbox *s)
{
	long memory_mib = s->memory_mib ? s->memory_mib : machine_mib();
	long file_mib = s->file_mib ? s->file_mib : 8 * GIB_MIB;

	strings_add(w, "prlimit");
	strings_addf(w, "--as=%lld", 1048576LL * memory_mib);
	strings_addf(w, "--fsize=%lld", 1048576LL * file_mib);
	strings_addf(w, "--nproc=%ld", s->processes ? s->processes : 4096);
	strings_add(w, "--core=0");
	strings_add(w, "--");
}

bool sandbox_wanted(void)
{
	const char *given = getenv(SANDBOX_ENV);

	return !given || strcmp(given, "off");
}

void sandbox_clean_env(void)
{
	static const char *const unwanted[] = {
		"KCPPFLAGS", "LLVM", "LLVM_IAS", "HOSTCFLAGS", "HOSTLDFLAGS",
		"CFLAGS", "CPPFLAGS", "LDFLAGS", "GUEST_CFLAGS",
		"CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH", "COMPILER_PATH",
		"GCC_EXEC_PREFIX",
	};

	if (sandbox_wanted())
		return;
	for (size_t i = 0; i < sizeof(unwanted) / sizeof(*unwanted); i++)
		unsetenv(unwanted[i]);
}

bool sandbox_may_read(const char *path)
{
	const char *more = getenv(SANDBOX_READ_ENV), *list = more ? more : "";
	bool may = is_system(path);

	for (; *list && !may; list += *list == ':') {
		char *folder = xstrfmt("%.*s", (int)strcspn(list, ":"), list);

		may = fs_is_below(path, folder);
		list += strlen(folder);
		free(folder);
	}
	return may;
}

/* Tries the smallest sandbox; what bubblewrap says of it is in *said. */
static int try_once(struct buf *said, struct proc_end *end, struct diag *why)
{
	struct sandbox none = { 0 };
	struct strings words = { 0 };
	struct proc p = { .capture = said };
	int ret;

	strings_add(&words, "sh");
	add(&words, "-c", "exec \"$@\" 2>&1");
	strings_add(&words, "sh");
	add_namespaces(&words, false);
	add_system(&words, &none);
	add_limits(&words, &none);
	strings_add(&words, "true");
	p.argv = (const char *const *)words.at;
	ret = proc_run(&p, end, why);
	strings_release(&words);
	return ret;
}

static int check(struct diag *why)
{
	struct buf said = { 0 };
	struct proc_end end;
	int ret;

	if (!program_found("bwrap"))
		return diag_set(why, NULL, 0, "the sandbox wants 'bwrap', which is not in PATH; apt-get install bubblewrap brings it, --no-sandbox does without and lets patches run anything");
	ret = try_once(&said, &end, why);
	if (!ret && end.status) {
		struct span line = span_of("");
		struct span rest = buf_span(&said);

		span_line(&rest, &line);
		ret = diag_set(why, NULL, 0, "the sandbox does not work on this machine: %.*s; --no-sandbox does without and lets patches run anything",
			       line.len > 200 ? 200 : (int)line.len, line.at);
	}
	buf_release(&said);
	return ret;
}

int sandbox_check(struct diag *why)
{
	static bool works;

	if (!works && sandbox_wanted() && check(why))
		return -1;
	works = true;
	return 0;
}

/*
 * What we have open reaches the program, as make's jobserver must; but through
 * an open folder or socket it would reach the rest of the machine.
 */
static void close_ways_out(void)
{
	struct dirent *entry;
	DIR *open_files = opendir("/proc/self/fd");

	while (open_files && (entry = readdir(open_files))) {
		int fd = atoi(entry->d_name);
		struct stat st;

		if (fd > 2 && !fstat(fd, &st) &&
		    (S_ISDIR(st.st_mode) || S_ISSOCK(st.st_mode)))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	if (open_files)
		closedir(open_files);
}

int sandbox_wrap(struct proc *p, const struct sandbox *s, struct strings *words,
		 struct diag *why)
{
	if (!sandbox_wanted())
		return 0;
	if (sandbox_check(why))
		return -1;
	close_ways_out();
	add_namespaces(words, s->network);
	add_system(words, s);
	bind_list(words, getenv("PATH"), bind_program_folder);
	bind_list(words, getenv(SANDBOX_READ_ENV), bind_readable);
	bind_all(words, "--ro-bind", s->readable);
	bind_all(words, "--bind", s->writable);
	add(words, "--remount-ro", "/");
	set_env(words, p->env);
	add(words, "--chdir", p->dir ? p->dir : "/");
	strings_add(words, "--");
	add_limits(words, s);
	for (const char *const *word = p->argv; *word; word++)
		strings_add(words, *word);
	p->argv = (const char *const *)words->at;
	p->env = NULL;
	p->dir = NULL;
	return 0;
}

void sandbox_ended(struct proc_end *end)
{
	if (!sandbox_wanted() || end->signal || end->status <= 128 ||
	    end->status > 128 + 64)
		return;
	end->signal = end->status - 128;
}

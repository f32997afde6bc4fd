// SPDX-License-Identifier: GPL-2.0-only
/* Runs Kbuild in the work folder of a branch. */
#include "sys/build/kbuild.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/build/toolchain.h"
#include "sys/build/unfinished.h"
#include "sys/build/unread-log.h"
#include "sys/build/work-folder.h"
#include "sys/conf/check.h"
#include "sys/git/folder-tree.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/version.h"
#include "sys/store/result.h"

#define MODULES	"backport-modules"

enum { RETRIES_MAX = 2 };	/* for compilers that were killed or crash */

/*
 * What the path of this machine, the day and the builder would otherwise put
 * into the image.
 */
static const char *const fixed_vars[] = {
	"KBUILD_BUILD_TIMESTAMP=@0", "KBUILD_BUILD_USER=backport",
	"KBUILD_BUILD_HOST=backport", "KBUILD_BUILD_VERSION=1",
	"LOCALVERSION=", "V=1",
};

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/*
 * __FILE__ as from the tree's root; ccache makes paths below CCACHE_BASEDIR
 * relative to obj before gcc sees them.
 */
static char *path_maps(const struct kbuild *k)
{
	return xstrfmt("-ffile-prefix-map=%s/= -ffile-prefix-map=%s/="
		       " -ffile-prefix-map=../src/= -ffile-prefix-map=%s/=",
		       k->src, k->modules, MODULES);
}

static void set_vars(struct kbuild *k)
{
	const struct branch *b = k->branch;
	const char *cross = or_empty(b->target->cross);
	char *maps, *cc;

	strings_addf(&k->vars, "O=%s", k->obj);
	strings_addf(&k->vars, "ARCH=%s", or_empty(b->target->arch));
	strings_addf(&k->vars, "CROSS_COMPILE=%s", cross);
	cc = toolchain_cc(b->target);
	if (program_found("ccache"))
		strings_addf(&k->vars, "CC=ccache %s", cc);
	else if (b->target->cc || b->target->llvm)
		strings_addf(&k->vars, "CC=%s", cc);
	if (b->target->llvm)
		strings_addf(&k->vars, "LLVM=%s", b->target->llvm);
	free(cc);
	if (b->hostcflags)
		strings_addf(&k->vars, "HOSTCFLAGS=%s", b->hostcflags);
	maps = path_maps(k);
	strings_addf(&k->vars, "KCFLAGS=%s%s%s", maps, b->kcflags ? " " : "",
		       or_empty(b->kcflags));
	strings_addf(&k->vars, "KAFLAGS=%s", maps);
	free(maps);
	for (size_t i = 0; i < sizeof(fixed_vars) / sizeof(*fixed_vars); i++)
		strings_addf(&k->vars, "%s", fixed_vars[i]);
}

/* 0; 1 when another build has the folder and wait is false; -1 and *why. */
static int take_lock(struct kbuild *k, bool wait, struct diag *why)
{
	char *path = xstrfmt("%s/.lock", k->work);
	int ret = -1;

	/*
	 * Inherited on purpose: a compiler that outlives us still writes to
	 * obj.
	 */
	k->lock = open(path, O_RDWR | O_CREAT, 0666);
	while (k->lock >= 0 &&
	       (ret = flock(k->lock, LOCK_EX | (wait ? 0 : LOCK_NB))) &&
	       errno == EINTR)
		;
	if (ret && k->lock >= 0 && errno == EWOULDBLOCK)
		ret = 1;
	if (ret)
		diag_set(why, path, 0, ret > 0 ?
			 "another build works in this folder" :
			 "cannot lock: %s", strerror(errno));
	free(path);
	return ret;
}

char *kbuild_folder(const struct branch *b, struct diag *why)
{
	char *project = work_project_folder(".", why);
	char *work = project ? xstrfmt("%s/%s", project, b->name) : NULL;

	free(project);
	return work;
}

int kbuild_open(struct kbuild *k, const struct branch *b, const char *log,
		bool wait, struct diag *why)
{
	int ret;

	memset(k, 0, sizeof(*k));
	k->lock = -1;
	k->branch = b;
	k->work = kbuild_folder(b, why);
	if (!k->work)
		return -1;
	k->src = xstrfmt("%s/src", k->work);
	k->obj = xstrfmt("%s/obj", k->work);
	k->confine = (struct confine){ .src = k->src, .obj = k->obj };
	k->modules = xstrfmt("%s/" MODULES, k->obj);
	k->log = xstrdup(log);
	if (strpbrk(k->work, " \t\n:"))
		return diag_set(why, k->work, 0,
				"Kbuild wants a folder without spaces and colons; set BACKPORT_CACHE to one");
	set_vars(k);
	if (fs_mkdirs(k->obj, why) || work_note_project(why))
		return -1;
	ret = take_lock(k, wait, why);
	if (!ret)
		ret = unread_log_read(k->work, k->obj, k->src, why);
	if (!ret && unlink(log) && errno != ENOENT)
		ret = diag_set(why, log, 0, "cannot remove: %s",
			       strerror(errno));
	return ret;
}

void kbuild_release(struct kbuild *k)
{
	if (k->work && k->lock >= 0)
		close(k->lock);
	strings_release(&k->vars);
	free(k->work);
	free(k->src);
	free(k->obj);
	free(k->modules);
	free(k->log);
	memset(k, 0, sizeof(*k));
}

void kbuild_end_release(struct kbuild_end *end)
{
	free(end->error);
	free(end->command);
	memset(end, 0, sizeof(*end));
}

/* -jN: none under make's jobserver, else SLURM_CPUS_ON_NODE, else nproc. */
static char *jobs(void)
{
	const char *flags = getenv("MAKEFLAGS"), *level = getenv("MAKELEVEL");
	const char *given = getenv("SLURM_CPUS_ON_NODE");
	long nr = given ? atol(given) : sysconf(_SC_NPROCESSORS_ONLN);

	if (level && *level && flags && strstr(flags, "--jobserver"))
		return NULL;
	return xstrfmt("-j%ld", nr > 0 ? nr : 1);
}

static int run_once(struct kbuild *k, const char *const *args,
		    struct proc_end *end, struct diag *why)
{
	char *base = xstrfmt("CCACHE_BASEDIR=%s", k->work), *j = jobs();
	const char *const env[] = { "LC_ALL=C", base, "CCACHE_NOHASHDIR=1",
				    NULL };
	struct strings argv = { 0 };
	struct proc p = { .env = env, .log = k->log, .append = true,
			  .output_max = KBUILD_LOG_MAX };
	int ret;

	strings_add(&argv, "make");
	/* an outer make's -k would build the rest of a broken kernel */
	strings_add(&argv, "-S");
	strings_add(&argv, "-C");
	strings_add(&argv, k->src);
	if (j)
		strings_add(&argv, j);
	for (size_t i = 0; i < k->vars.nr; i++)
		strings_add(&argv, k->vars.at[i]);
	while (*args)
		strings_add(&argv, *args++);
	p.argv = (const char *const *)argv.at;
	ret = sandbox_check(why);
	if (!ret)
		ret = unfinished_mark(k->obj, why);
	if (!ret)
		ret = unread_log_note(k->work, k->log, k->log_from, why);
	if (!ret)
		ret = confined_run(&k->confine, &p, end, why);
	/*
	 * One that died by a signal may have left as much as one that we did
	 * not see end.
	 */
	if (!ret && !end->signal)
		ret = unfinished_clear(k->obj, why);
	strings_release(&argv);
	free(base);
	free(j);
	return ret;
}

/* Reads what the last run added to the log, from byte from on. */
static int read_end(struct kbuild *k, size_t from, const struct proc_end *proc,
		    struct kbuild_end *end, struct diag *why)
{
	struct buf text = { 0 };
	struct span whole, before, line;
	struct buildlog l;
	int ret = fs_read(&text, k->log, why);

	if (ret)
		goto out;
	whole = buf_span(&text);
	if (from > whole.len)
		from = whole.len;
	buildlog_read(&l, span_skip(whole, from));
	kbuild_end_release(end);
	end->made = !proc->status;
	end->fault = end->made ? BUILD_FINE : proc->signal ? BUILD_KILLED :
		l.fault ? l.fault : BUILD_BROKEN;
	end->error_lineno = l.error_lineno;
	for (before = (struct span){ whole.at, from };
	     l.error_lineno && span_line(&before, &line);)
		end->error_lineno++;
	if (k->confine.limit[0] && !end->made) {
		end->fault = BUILD_LIMIT;
		l.command = span_of("");
	}
	end->error = end->made ? xstrdup("") :
		k->confine.limit[0] ? xstrdup(k->confine.limit) :
		l.error.len ? span_copy(span_trim(l.error)) :
		xstrfmt("make ended with status %d and said nothing", proc->status);
	end->command = span_copy(end->made ? span_of("") : l.command);
	end->nr_objects = l.nr_objects;
	end->nr_warnings = l.nr_warnings;
out:
	buf_release(&text);
	return ret;
}

static off_t size_of(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t size = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);

	if (fd >= 0)
		close(fd);
	return size;
}

void kbuild_next_side(struct kbuild *k)
{
	k->log_from = size_of(k->log);
}

/* One run of make, whose counts are added to those of *end. */
static int run_counted(struct kbuild *k, const char *const *args,
		       struct kbuild_end *end, struct diag *why)
{
	struct kbuild_end sum = *end;
	struct proc_end proc;
	off_t from = size_of(k->log);

	if (run_once(k, args, &proc, why) ||
	    read_end(k, from, &proc, end, why))
		return -1;
	end->nr_objects += sum.nr_objects;
	end->nr_warnings += sum.nr_warnings;
	end->nr_retries = sum.nr_retries;
	return 0;
}

/* Is what *end tells of to be tried again, after this many retries? */
static bool retry(struct kbuild_end *end, int nr_retries)
{
	if (end->fault != BUILD_KILLED || nr_retries == RETRIES_MAX)
		return false;
	end->nr_retries++;
	return true;
}

int kbuild_run(struct kbuild *k, const char *const *args,
	       struct kbuild_end *end, struct diag *why)
{
	int nr_retries = 0, ret;

	do
		ret = run_counted(k, args, end, why);
	while (!ret && retry(end, nr_retries++));
	return ret;
}

/* The sources of a check's modules beside obj, where Kbuild may write. */
static int copy_modules_of(const struct kbuild *k, const struct check *c,
			   struct diag *why)
{
	char *from = check_modules(".", c), *to;
	char *folder = xstrfmt("%s/%s", k->modules, c->name);
	struct strings names = { 0 };
	int ret = list_folder(&names, from, LIST_BUT_GIT, why);

	if (!ret)
		ret = fs_mkdirs(folder, why);
	for (size_t i = 0; !ret && i < names.nr; i++) {
		to = xstrfmt("%s/%s", folder, names.at[i]);
		ret = confined_copy(from, names.at[i], to, why);
		free(to);
	}
	strings_release(&names);
	free(folder);
	free(from);
	return ret;
}

/*
 * Those of all checks, and a Kbuild that names them; what did not change keeps
 * its time.
 */
static int copy_modules(struct kbuild *k, struct diag *why)
{
	const struct branch *b = k->branch;
	char *kbuild = xstrfmt("%s/Kbuild", k->modules);
	struct buf folders = { 0 };
	struct stat st;
	int ret = 0;

	/* a link there would lead our own writing out of obj */
	if (!lstat(k->modules, &st) && !S_ISDIR(st.st_mode))
		ret = fs_remove_all(k->modules, why);
	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		const struct check *c = branch_check(b, i);

		if (!c || !c->nr_modules)
			continue;
		buf_addf(&folders, "obj-m += %s/\n", c->name);
		ret = copy_modules_of(k, c, why);
	}
	if (!ret)
		ret = fs_publish(kbuild, buf_span(&folders), why);
	buf_release(&folders);
	free(kbuild);
	return ret;
}

static bool has_modules(const struct branch *b)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (b->fix[i]->checked_by->nr_modules)
			return true;
	return false;
}

int kbuild_make(struct kbuild *k, struct kbuild_end *end, struct diag *why)
{
	bool modules = has_modules(k->branch);
	const struct target *t = k->branch->target;
	/* Without CONFIG_MODULES an old kernel knows neither of the last two.
	   From 5.18 on it is "modules" that writes Module.symvers. */
	const char *kernel[] = { t->goal ? t->goal : base_name(t->image),
				 "modules_prepare", "modules", NULL };
	char *m = xstrfmt("M=%s", k->modules);
	const char *const module[] = { m, "modules", NULL };
	int nr_retries = 0, ret;

	if (!modules)
		kernel[1] = NULL;
	/* Of a make that was killed the last minute's files are removed, the
	   kernel's among them. */
	do {
		ret = kbuild_run(k, kernel, end, why);
		if (!ret && end->fault == BUILD_BROKEN &&
		    buildlog_lacks_goal(span_of(end->error), kernel[0]))
			end->fault = BUILD_NO_GOAL;
		if (ret || !end->made || !modules)
			break;
		ret = copy_modules(k, why);
		if (!ret)
			ret = run_counted(k, module, end, why);
	} while (!ret && retry(end, nr_retries++));
	free(m);
	return ret;
}

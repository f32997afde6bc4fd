// SPDX-License-Identifier: GPL-2.0-only
/* The programs of the guest: compiled once for their sources and compiler. */
#include "sys/boot/compile.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/boot/headers.h"
#include "sys/boot/selftest.h"
#include "sys/build/confine.h"
#include "sys/build/toolchain.h"
#include "sys/conf/check.h"
#include "sys/git/checkout.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/share.h"
#include "sys/store/key.h"

/* What its make may take. */
enum {
	TIMEOUT_S = 300,
	OUTPUT_MAX = 16 << 20,	/* bytes printed */
};

/* A program to be compiled. */
struct program {
	const struct target *target;
	const char *name;	/* of what it makes: "init", "check", "list" */
	const char *what;	/* for sentences */
	char *guest;		/* sources of PID 1 and the library; absolute */
	char *check;		/* the check's folder, absolute; "": none */
	bool own_makefile;	/* the check has one */
	const struct selftest *test;	/* NULL: no selftest */
	/*
	 * Its Makefile may have read anything, outside of the sandbox, so what
	 * it made is not kept: its bytes are in the boot's key.
	 */
	bool unkept;
};

static void program_release(struct program *p)
{
	free(p->guest);
	free(p->check);
}

/* Where its sources are. 0 or -1 and *why. */
static int find_sources(struct program *p, const char *root,
			const struct check *check, struct diag *why)
{
	char *guest = share_path(root, "guest", why), *folder, *makefile;
	int ret = guest ? 0 : -1;

	folder = check ? xstrfmt("%s/" CHECKS "/%s", root, check->name) : NULL;
	makefile = xstrfmt("%s/Makefile", folder ? folder : "");
	p->guest = guest ? realpath(guest, NULL) : NULL;
	p->check = folder ? realpath(folder, NULL) : xstrdup("");
	p->own_makefile = folder && !p->test && fs_exists(makefile);
	p->unkept = p->own_makefile && !sandbox_wanted();
	if (!ret && (!p->guest || !p->check))
		ret = diag_set(why, p->guest ? folder : guest, 0,
			       "no such folder");
	free(makefile);
	free(folder);
	free(guest);
	return ret;
}

/* What compiles it. */
static void add_tools(const struct program *p, const char *compiler,
		      struct result_key *k)
{
	char *cc = toolchain_guest_cc(p->target);

	result_key_adds(k, "cross", p->target->cross);
	result_key_adds(k, "cc", cc);
	result_key_adds(k, "compiler", compiler);
	if (!sandbox_wanted() && !p->target->cc && getenv("GUEST_CC"))
		result_key_adds(k, "GUEST_CC", getenv("GUEST_CC"));
	free(cc);
}

/* <cache>/work/guest/<key>, ours alone when it is not kept; NULL and *why. */
static char *folder_of(const struct program *p, const char *compiler,
		       struct diag *why)
{
	struct result_key *k = result_key_new();
	char *cache = fs_cache(why), *key, *folder = NULL;
	int ret = cache ? 0 : -1;

	result_key_adds(k, "program", p->name);
	add_tools(p, compiler, k);
	if (!ret)
		ret = result_key_add_folder(k, "sources", p->guest, LIST_ALL,
					    why);
	if (!ret && p->test) {
		result_key_adds(k, "arch", p->target->arch);
		result_key_adds(k, "selftest", git_oid_tostr_s(&p->test->tree));
		result_key_adds(k, "of it", p->test->program);
		result_key_adds(k, "folder", p->test->folder);
	} else if (!ret && *p->check) {
		ret = result_key_add_folder(k, "check", p->check, LIST_ALL,
					    why);
	}
	key = result_key_end(k);
	if (!ret && p->unkept)
		folder = xstrfmt("%s/work/guest/%.16s.%ld.new", cache, key,
				 (long)getpid());
	else if (!ret)
		folder = xstrfmt("%s/work/guest/%.16s", cache, key);
	free(key);
	free(cache);
	return folder;
}

/* What the compiler said first, or the linker, for the sentence. */
static struct span first_error(struct span said)
{
	struct span rest = said, line;

	while (span_line(&rest, &line))
		if (span_find(line, "error") ||
		    span_find(line, "cannot find -l"))
			return line;
	rest = said;
	return span_line(&rest, &line) ? line : span_of("make said nothing");
}

/* Runs a project's Makefile, which is somebody else's, in the sandbox. */
static int make(const struct proc *p, const struct program *program,
		const char *folder, struct proc_end *end, struct diag *why)
{
	const char *readable[] = { program->guest, *program->check ?
				   program->check : NULL, NULL };
	const char *writable[] = { folder, NULL };
	const struct sandbox box = { .readable = readable,
				     .writable = writable, .file_mib = 1024 };
	struct strings words = { 0 };
	struct proc inside = *p;
	int ret = sandbox_wrap(&inside, &box, &words, why);

	if (!ret)
		ret = proc_run(&inside, end, why);
	strings_release(&words);
	return ret;
}

/* The sources of a selftest, in the folder that it is compiled into. */
#define TREE	"tree"

/*
 * What make is told, in dir, to compile into folder; the environment may name
 * GUEST_CC where no target does.
 */
static void add_words(const struct program *p, const char *dir,
		      const char *folder, struct strings *w)
{
	char *cc = toolchain_guest_cc(p->target);

	strings_add(w, "make");
	strings_add(w, "-s");
	strings_addf(w, "O=%s", folder);
	strings_addf(w, "CROSS_COMPILE=%s",
		     p->target->cross ? p->target->cross : "");
	if (p->test) {
		strings_add(w, "-fMakefile");
		strings_addf(w, "-f%s/selftest.mk", p->guest);
		strings_addf(w, "ARCH=%s", p->target->arch);
		strings_addf(w, "CC=%s -static", cc);
		strings_add(w, "USERCFLAGS=-Wno-error");
		strings_addf(w, "OUTPUT=%s", dir);
		strings_addf(w, "PROGRAM=%s", p->test->program);
		strings_add(w, "backport-list");
	} else {
		strings_addf(w, "CHECK=%s", p->check);
		strings_addf(w, "GUEST=%s", p->guest);
		if (p->target->cc)
			strings_addf(w, "GUEST_CC=%s", cc);
		if (p->own_makefile)
			strings_add(w, "check");
		else
			strings_addf(w, "%s/%s", folder, p->name);
	}
	free(cc);
}

/* Where make runs; caller frees. */
static char *make_folder(const struct program *p, const char *folder)
{
	if (p->test)
		return xstrfmt("%s/" TREE "/" SELFTESTS "/%s", folder,
			       p->test->folder);
	return xstrdup(p->own_makefile ? p->check : p->guest);
}

/*
 * What the sentence names: no folder of the cache, which is gone then, nor the
 * guest's, whose Makefile compiles a check that has none.
 */
static const char *shown(const struct program *p, const char *dir)
{
	return p->test || (*p->check && !p->own_makefile) ? NULL : dir;
}

/* In the folder: the headers that the compiler read. */
#define DEPENDS	"depends"

/* 1 and *why when the program includes what no key has. */
static int refuse_outside(const struct program *p, const char *folder,
			  const char *dir, struct diag *why)
{
	const char *const folders[] = { p->guest, p->check, NULL };
	char *depends = xstrfmt("%s/" DEPENDS, folder), *path;
	int ret = headers_outside(&path, depends, dir, folders, why);

	if (path)
		ret = 1, diag_set(why, NULL, 0, "%s includes %s, which is not in its folder, so a change of it would go unseen; put a copy or a link there",
				  p->what, path);
	free(path);
	free(depends);
	return ret;
}

/* Compiles into a folder; 1 and its first error when that fails. */
static int compile(const struct program *p, const char *folder,
		   struct diag *why)
{
	char *dir = make_folder(p, folder), *log = xstrfmt("%s.log", folder);
	char *depends = xstrfmt("DEPENDENCIES_OUTPUT=%s/" DEPENDS, folder);
	/* what the make above us was told is not meant for this one */
	const char *const env[] = { "LC_ALL=C", "MAKEFLAGS=", "MFLAGS=",
				    sandbox_wanted() ? NULL : depends, NULL };
	struct strings words = { 0 };
	struct buf said = { 0 };
	struct proc_end end;
	struct span line;
	int ret;

	add_words(p, dir, folder, &words);
	ret = make(&(struct proc){ .argv = (const char *const *)words.at,
				   .env = env, .dir = dir, .log = log,
				   .timeout_s = TIMEOUT_S,
				   .output_max = OUTPUT_MAX },
		   p, folder, &end, why);
	if (!ret && (end.timed_out || end.flooded)) {
		ret = 1;
		diag_set(why, shown(p, dir), 0, end.flooded ?
			 "%s does not compile: make printed more than %d MiB" :
			 "%s does not compile: make ran for more than %d s",
			 p->what, end.flooded ? OUTPUT_MAX >> 20 : TIMEOUT_S);
	} else if (!ret && end.status) {
		ret = fs_read(&said, log, why);
		line = first_error(buf_span(&said));
		if (!ret)
			ret = 1, diag_set(why, shown(p, dir), 0,
					  "%s does not compile: %.*s", p->what,
					  (int)line.len, line.at);
	}
	if (!ret && !p->test)
		ret = refuse_outside(p, folder, dir, why);
	unlink(log);
	buf_release(&said);
	strings_release(&words);
	free(depends);
	free(log);
	free(dir);
	return ret;
}

/* Lays the sources of a selftest into the folder, and compiles them. */
static int compile_tree(const struct program *p, const char *folder,
			struct diag *why)
{
	char *tree = xstrfmt("%s/" TREE, folder);
	struct checkout_count count;
	int ret = fs_mkdirs(tree, why);

	if (!ret)
		ret = checkout_tree(p->test->repo, &p->test->tree, tree, &count,
				    why);
	if (!ret)
		ret = compile(p, folder, why);
	if (!ret)
		ret = fs_remove_all(tree, why);
	free(tree);
	return ret;
}

/*
 * Compiles in a folder of our own, which then takes its name; another run may
 * be first.
 */
static int make_in(const struct program *p, const char *folder,
		   struct diag *why)
{
	char *mine = xstrfmt("%s.%ld", folder, (long)getpid()), *to = NULL;
	struct diag ignored;
	int ret = fs_fresh_folder(mine, why);

	if (!ret)
		to = realpath(mine, NULL);
	if (!ret && !to)
		ret = diag_set(why, mine, 0, "no such folder");
	if (!ret)
		ret = p->test ? compile_tree(p, to, why) : compile(p, to, why);
	if (!ret)
		(void)!rename(mine, folder);
	fs_remove_all(mine, &ignored);
	free(mine);
	free(to);
	return ret;
}

/* Finds the folder where the program is, compiled now or before. */
static int compiled(struct program *p, const char *root,
		    const struct check *check, char **folder, struct diag *why)
{
	struct toolchain t = { 0 };
	char *path = NULL;
	int ret = find_sources(p, root, check, why);

	*folder = NULL;
	if (!ret)
		ret = toolchain_find_guest(&t, p->target, why);
	if (ret)
		goto out;
	*folder = folder_of(p, t.compiler, why);
	ret = *folder ? 0 : -1;
	/* a killed process that had our number may have left one */
	if (!ret && p->unkept)
		ret = fs_remove_all(*folder, why);
	if (ret)
		goto out;
	path = xstrfmt("%s/%s", *folder, p->name);
	ret = fs_exists(path) ? 0 : make_in(p, *folder, why);
	/* tree gc removes what nobody took for a month */
	(void)!utimensat(AT_FDCWD, *folder, NULL, 0);
out:
	toolchain_release(&t);
	program_release(p);
	free(path);
	return ret;
}

int compile_guest(struct buf *program, const char *root,
		  const struct target *target, const struct check *check,
		  struct diag *why)
{
	char *what = check ? xstrfmt("the check '%s'", check->name) :
		xstrdup("the guest");
	struct program p = { .target = target, .what = what,
			     .name = check ? "check" : "init" };
	struct diag ignored;
	char *folder;
	int ret = compiled(&p, root, check, &folder, why);

	if (!ret)
		ret = confined_read(program, folder, p.name, why);
	if (folder && p.unkept)
		fs_remove_all(folder, &ignored);
	free(folder);
	free(what);
	return ret;
}

int compile_selftest(char **folder, const char *root, const struct branch *b,
		     const struct check *check, struct diag *why)
{
	char *what = xstrfmt("the selftest '%s' of check '%s'", check->selftest,
			     check->name);
	struct selftest test;
	struct program p = { .target = b->target, .what = what, .test = &test,
			     .name = COMPILED_LIST };
	int ret = selftest_find(&test, root, b, check, why);

	*folder = NULL;
	if (!ret)
		ret = compiled(&p, root, check, folder, why);
	selftest_release(&test);
	free(what);
	return ret;
}

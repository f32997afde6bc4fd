// SPDX-License-Identifier: GPL-2.0-only
/* The programs of the guest: compiled once for their sources and compiler. */
#include "sys/boot/compile.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/build/confine.h"
#include "sys/build/toolchain.h"
#include "sys/conf/check.h"
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
	const char *name;	/* "init" or "check" */
	const char *what;	/* for sentences */
	char *guest;		/* sources of PID 1 and the library; absolute */
	char *check;		/* the check's folder, absolute; "": none */
	bool own_makefile;	/* the check has one */
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

	folder = check ? fs_path("%s/" CHECKS "/%s", root, check->name) : NULL;
	makefile = fs_path("%s/Makefile", folder ? folder : "");
	p->guest = guest ? realpath(guest, NULL) : NULL;
	p->check = folder ? realpath(folder, NULL) : fs_path("%s", "");
	p->own_makefile = folder && fs_exists(makefile);
	if (!ret && (!p->guest || !p->check))
		ret = diag_set(why, p->guest ? folder : guest, 0,
			       "no such folder");
	free(makefile);
	free(folder);
	free(guest);
	return ret;
}

/* <cache>/work/guest/<key>; NULL and *why. */
static char *folder_of(const struct program *p, const char *compiler,
		       struct diag *why)
{
	struct result_key *k = result_key_new();
	char *cache = fs_cache(why), *key, *folder = NULL;
	int ret = cache ? 0 : -1;

	result_key_adds(k, "program", p->name);
	result_key_adds(k, "cross", p->target->cross);
	result_key_adds(k, "compiler", compiler);
	if (!ret)
		ret = result_key_add_folder(k, "sources", p->guest, why);
	if (!ret && *p->check)
		ret = result_key_add_folder(k, "check", p->check, why);
	key = result_key_end(k);
	if (!ret)
		folder = fs_path("%s/work/guest/%.16s", cache, key);
	free(key);
	free(cache);
	return folder;
}

/* What the compiler said first, for the sentence. */
static struct span first_error(struct span said)
{
	struct span rest = said, line;

	while (span_line(&rest, &line))
		if (memmem(line.at, line.len, "error", 5))
			return line;
	rest = said;
	return span_line(&rest, &line) ? line : span_of("no word of why");
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

/* Compiles into a folder; 1 and its first error when that fails. */
static int compile(const struct program *p, const char *folder,
		   struct diag *why)
{
	char *out = fs_path("O=%s", folder), *log = fs_path("%s.log", folder);
	char *check = fs_path("CHECK=%s", p->check);
	char *guest = fs_path("GUEST=%s", p->guest);
	char *cross = fs_path("CROSS_COMPILE=%s",
			      p->target->cross ? p->target->cross : "");
	/* the environment may name it for a target that does not */
	char *cc = p->target->cc ? toolchain_guest_cc(p->target) : NULL;
	char *guest_cc = cc ? fs_path("GUEST_CC=%s", cc) : NULL;
	char *goal = p->own_makefile ? fs_path("check") :
		fs_path("%s/%s", folder, p->name);
	const char *const argv[] = { "make", "-s", out, check, guest, cross,
				     goal, guest_cc, NULL };
	/* what the make above us was told is not meant for this one */
	const char *const env[] = { "LC_ALL=C", "MAKEFLAGS=", "MFLAGS=", NULL };
	const char *dir = p->own_makefile ? p->check : p->guest;
	struct buf said = { 0 };
	struct proc_end end;
	struct span line;
	int ret;

	ret = make(&(struct proc){ .argv = argv, .env = env, .dir = dir,
				   .log = log, .timeout_s = TIMEOUT_S,
				   .output_max = OUTPUT_MAX },
		   p, folder, &end, why);
	if (!ret && (end.timed_out || end.flooded)) {
		ret = 1;
		diag_set(why, dir, 0, end.flooded ?
			 "%s does not compile: make printed more than %d MiB" :
			 "%s does not compile: make ran for more than %d s",
			 p->what, end.flooded ? OUTPUT_MAX >> 20 : TIMEOUT_S);
	} else if (!ret && end.status) {
		ret = fs_read(&said, log, why);
		line = first_error(buf_span(&said));
		if (!ret)
			ret = 1, diag_set(why, dir, 0, "%s does not compile: %.*s",
					  p->what, (int)line.len, line.at);
	}
	unlink(log);
	buf_release(&said);
	free(goal);
	free(guest_cc);
	free(cc);
	free(cross);
	free(guest);
	free(check);
	free(log);
	free(out);
	return ret;
}

/*
 * Compiles in a folder of our own, which then takes its name; another run may
 * be first.
 */
static int make_in(const struct program *p, const char *folder,
		   struct diag *why)
{
	char *mine = fs_path("%s.%ld", folder, (long)getpid()), *to = NULL;
	struct diag ignored;
	int ret = fs_remove_all(mine, why);

	if (!ret)
		ret = fs_mkdirs(mine, why);
	if (!ret)
		to = realpath(mine, NULL);
	if (!ret && !to)
		ret = diag_set(why, mine, 0, "no such folder");
	if (!ret)
		ret = compile(p, to, why);
	if (!ret)
		(void)!rename(mine, folder);
	fs_remove_all(mine, &ignored);
	free(mine);
	free(to);
	return ret;
}

int compile_guest(struct buf *program, const char *root,
		  const struct target *target, const struct check *check,
		  struct diag *why)
{
	char *what = check ? fs_path("the check '%s'", check->name) :
		fs_path("the guest");
	struct program p = { .target = target, .what = what,
			     .name = check ? "check" : "init" };
	char *folder = NULL, *path = NULL;
	struct toolchain t = { 0 };
	int ret = find_sources(&p, root, check, why);

	if (!ret)
		ret = toolchain_find_guest(&t, target, why);
	if (ret)
		goto out;
	ret = -1;
	folder = folder_of(&p, t.compiler, why);
	if (!folder)
		goto out;
	path = fs_path("%s/%s", folder, p.name);
	ret = fs_exists(path) ? 0 : make_in(&p, folder, why);
	/* tree gc removes what nobody took for a month */
	(void)!utimensat(AT_FDCWD, folder, NULL, 0);
	if (!ret)
		ret = confined_read(program, folder, p.name, why);
out:
	toolchain_release(&t);
	program_release(&p);
	free(path);
	free(folder);
	free(what);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The guest program: compiled once for its sources, compiler and check. */
#include "sys/boot/guest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/seal.h"
#include "sys/boot/initramfs.h"
#include "sys/build/confine.h"
#include "sys/build/image.h"
#include "sys/build/toolchain.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/share.h"
#include "sys/store/key.h"

/* <cache>/work/guest/<key>; NULL and *why. */
static char *folder_of(const char *sources, const struct target *target,
		       const char *check, const char *compiler,
		       struct diag *why)
{
	struct result_key *k = result_key_new();
	char *cache = fs_cache(why), *key, *folder = NULL;
	int ret = cache ? 0 : -1;

	result_key_adds(k, "check", check);
	result_key_adds(k, "cross", target->cross);
	result_key_adds(k, "compiler", compiler);
	if (!ret)
		ret = result_key_add_folder(k, "sources", sources, why);
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

/* Runs a project's guest/Makefile, which is somebody else's, in the sandbox. */
static int make(const struct proc *p, const char *sources, const char *folder,
		struct proc_end *end, struct diag *why)
{
	const char *readable[] = { sources, NULL }, *writable[] = { folder,
								    NULL };
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

/* Compiles the check into a folder; 1 and its first error when that fails. */
static int compile(const char *sources, const struct target *target,
		   const char *check, const char *folder, struct diag *why)
{
	char *out = fs_path("O=%s", folder);
	char *name = fs_path("CHECK=%s", check);
	char *cross = fs_path("CROSS_COMPILE=%s",
			      target->cross ? target->cross : "");
	char *log = fs_path("%s.log", folder);
	const char *const argv[] = { "make", "-s", out, name, cross, NULL };
	/* what the make above us was told is not meant for this one */
	const char *const env[] = { "LC_ALL=C", "MAKEFLAGS=", "MFLAGS=", NULL };
	struct buf said = { 0 };
	struct proc_end end;
	struct span line;
	int ret;

	ret = make(&(struct proc){ .argv = argv, .env = env, .dir = sources,
				   .log = log, .timeout_s = 300 },
		   sources, folder, &end, why);
	if (!ret && end.status) {
		ret = fs_read(&said, log, why);
		line = first_error(buf_span(&said));
		if (!ret)
			ret = 1, diag_set(why, sources, 0, "the check '%s' does not compile: %.*s",
					  check, (int)line.len, line.at);
	}
	unlink(log);
	buf_release(&said);
	free(log);
	free(cross);
	free(name);
	free(out);
	return ret;
}

/*
 * Compiles in a folder of our own, which then takes its name; another run may
 * be first.
 */
static int make_in(const char *sources, const struct target *target,
		   const char *check, const char *folder, struct diag *why)
{
	char *mine = fs_path("%s.%ld", folder, (long)getpid());
	char *from = realpath(sources, NULL), *to = NULL;
	struct diag ignored;
	int ret = fs_remove_all(mine, why);

	if (!ret)
		ret = fs_mkdirs(mine, why);
	if (!ret)
		to = realpath(mine, NULL);
	if (!ret && (!from || !to))
		ret = diag_set(why, from ? mine : sources, 0, "no such folder");
	if (!ret)
		ret = compile(from, target, check, to, why);
	if (!ret)
		(void)!rename(mine, folder);
	fs_remove_all(mine, &ignored);
	free(mine);
	free(from);
	free(to);
	return ret;
}

static int make_init(const char *root, const struct target *target,
		     const char *check, struct buf *init, struct diag *why)
{
	char *sources = share_path(root, "guest", why);
	char *folder = NULL, *path = NULL;
	struct toolchain t = { 0 };
	int ret = sources ? toolchain_find(&t, target, why) : -1;

	if (ret)
		goto out;
	ret = -1;
	folder = folder_of(sources, target, check, t.compiler, why);
	if (!folder)
		goto out;
	path = fs_path("%s/init", folder);
	ret = fs_exists(path) ? 0 :
		make_in(sources, target, check, folder, why);
	if (!ret)
		ret = confined_read(init, folder, "init", why);
out:
	toolchain_release(&t);
	free(path);
	free(folder);
	free(sources);
	return ret;
}

int guest_find(struct guest *g, const char *root, const struct branch *branch,
	       const struct fix *fix, const char *side, struct diag *why)
{
	char *path = NULL;
	int ret = make_init(root, branch->target, fix->check, &g->init, why);

	if (!ret && fix->module && side) {
		g->module_name = fs_path("%s.ko", fix->module);
		path = image_path(branch, side, g->module_name, why);
		ret = path ? fs_read(&g->module, path, why) : -1;
	}
	free(path);
	return ret;
}

int guest_pack(const struct guest *g, const char *secret, struct buf *out,
	       struct diag *why)
{
	struct initramfs_file files[6] = {
		{ "dev", S_IFDIR | 0755, { 0 } },
		{ "proc", S_IFDIR | 0755, { 0 } },
		{ "sys", S_IFDIR | 0755, { 0 } },
		{ "init", S_IFREG | 0755, buf_span(&g->init) },
	};
	size_t nr = 4;

	if (g->module_name)
		files[nr++] = (struct initramfs_file){
			g->module_name, S_IFREG | 0644, buf_span(&g->module) };
	if (secret)
		files[nr++] = (struct initramfs_file){
			SEAL_FILE, S_IFREG | 0600, span_of(secret) };
	return initramfs_pack(files, nr, out, why);
}

void guest_release(struct guest *g)
{
	buf_release(&g->init);
	buf_release(&g->module);
	free(g->module_name);
	*g = (struct guest){ 0 };
}

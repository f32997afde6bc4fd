// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which sources the configuration builds, asked of the Kbuild files themselves.
 */
#include "sys/build/kbuild-lists.h"

#include <stdlib.h>
#include <string.h>

#include "sys/build/confine.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"

#define LISTS_MAX	(16ul << 20)	/* bytes that one folder may list */

/*
 * Reads the Kbuild files of one folder, D of the tree S, and prints what they
 * list: paths from the top, those of folders with a slash at the end. An
 * architecture's Makefile names folders from the top, all others from where
 * they are.
 */
static const char lists[] =
	"-include .config\n"
	"srctree := $(S)\n"
	"abs_srctree := $(S)\n"
	"objtree := .\n"
	"SRCARCH := $(ARCH)\n"
	"obj := $(or $(D),.)\n"
	"src := $(if $(shell grep -s '^src := $$(obj)' $(S)/scripts/Makefile.build),$(obj),$(S)/$(obj))\n"
	"below := $(if $(D),$(D)/)\n"
	"kbuild := $(wildcard $(S)/$(below)Kbuild)\n"
	"makefile := $(wildcard $(S)/$(below)Makefile)\n"
	"include $(if $(filter arch/$(ARCH),$(D)),$(kbuild) $(makefile),$(or $(kbuild),$(if $(D),$(makefile))))\n"
	"own := $(obj-y) $(obj-m) $(lib-y) $(lib-m) $(extra-y) $(always-y) $(subdir-y:%=%/) $(subdir-m:%=%/)\n"
	"parts = $(foreach o,$(filter %.o,$(1)),$($(o:.o=-y)) $($(o:.o=-m)) $($(o:.o=-objs)))\n"
	"more := $(call parts,$(own))\n"
	"more += $(call parts,$(more))\n"
	"$(info listed $(addprefix $(below),$(own) $(more)) $(head-y) $(init-y) $(core-y) $(core-m) $(drivers-y) $(drivers-m) $(net-y) $(net-m) $(libs-y) $(libs-m))\n"
	".PHONY: backport-lists\n"
	"backport-lists: ;\n";

/*
 * Up to 5.18 the top's own Makefile, which cannot be read alone, named these;
 * later its Kbuild file does.
 */
static const char *const tops[] = {
	"init", "usr", "kernel", "certs", "mm", "fs", "ipc", "security",
	"crypto", "block", "io_uring", "drivers", "sound", "firmware", "net",
	"lib", "virt",
};

/*
 * Reads what the folder lists into out. 0; 1 when it cannot be read alone; -1
 * and *why.
 */
static int read_lists(struct kbuild *k, const char *folder,
		      struct buf *out, struct diag *why)
{
	char *mk = xstrfmt("%s/.lists.mk", k->obj);
	char *s = xstrfmt("S=%s", k->src), *d = xstrfmt("D=%s", folder);
	char *arch = xstrfmt("ARCH=%s", k->branch->target->arch);
	const char *const argv[] = { "sh", "-c", "exec make -s --no-print-directory -f \"$@\" backport-lists 2>/dev/null",
				     "sh", mk, s, d, arch, NULL };
	const char *const env[] = { "LC_ALL=C", "MAKEFLAGS=", NULL };
	struct proc p = { .argv = argv, .env = env, .dir = k->obj,
			  .capture = out, .timeout_s = 60,
			  .output_max = LISTS_MAX };
	struct proc_end end;
	int ret;

	buf_clear(out);
	ret = fs_publish(mk, span_of(lists), why);
	if (!ret)
		ret = confined_run(&k->confine, &p, &end, why);
	if (!ret && end.status)
		ret = 1;
	free(mk);
	free(s);
	free(d);
	free(arch);
	return ret;
}

/*
 * Asks whether word names path's object, or is a folder above it; *folder gets
 * the longest such.
 */
static bool look_at(struct span word, const char *path, struct buf *folder)
{
	size_t stem = strlen(path) - 2;

	if (word.len == stem + 2 && !memcmp(word.at, path, stem) &&
	    !memcmp(word.at + stem, ".o", 2))
		return true;
	if (word.len > 1 && word.at[word.len - 1] == '/' &&
	    word.len > folder->len + 1 &&
	    !strncmp(path, word.at, word.len)) {
		buf_clear(folder);
		buf_add(folder, word.at, word.len - 1);
	}
	return false;
}

/*
 * Looks the path up in what a folder lists; true when it is there, else *folder
 * is the next one to ask, "" for none.
 */
static bool look_up(struct span text, const char *path, struct buf *folder)
{
	struct span line;
	bool found = false;

	buf_clear(folder);
	while (!found && span_line(&text, &line)) {
		if (line.len < 7 || memcmp(line.at, "listed ", 7))
			continue;
		line = span_skip(line, 7);
		while (!found && (line = span_trim(line)).len) {
			size_t len = 0;

			while (len < line.len && line.at[len] != ' ')
				len++;
			found = look_at((struct span){ line.at, len }, path,
					folder);
			line = span_skip(line, len);
		}
	}
	return found;
}

/*
 * The folder to begin with when the top's Kbuild file lists none; false when
 * nothing below it is the kernel's.
 */
static bool begin(const struct kbuild *k, const char *path, struct buf *folder)
{
	const char *arch = k->branch->target->arch;
	size_t len = strcspn(path, "/");
	bool known = false;

	buf_clear(folder);
	if (!strncmp(path, "arch/", 5)) {
		known = !strncmp(path + 5, arch, strlen(arch)) &&
			path[5 + strlen(arch)] == '/';
		buf_addf(folder, "arch/%s", arch);
		return known;
	}
	for (size_t i = 0; i < sizeof(tops) / sizeof(*tops); i++)
		known |= strlen(tops[i]) == len && !strncmp(path, tops[i], len);
	buf_add(folder, path, len);
	return known && path[len];
}

int kbuild_lists_find(struct kbuild *k, const char *path, enum built *built,
	       struct diag *why)
{
	struct buf text = { 0 }, folder = { 0 }, last = { 0 };
	int ret = read_lists(k, "", &text, why);

	*built = ret > 0 ? BUILT_UNKNOWN : BUILT_NOT;
	if (ret)
		goto out;
	if (look_up(buf_span(&text), path, &folder))
		*built = BUILT_ALONE;
	if (*built == BUILT_ALONE ||
	    (!folder.len && !begin(k, path, &folder)))
		goto out;
	while (folder.len > last.len) {
		buf_clear(&last);
		buf_add(&last, folder.at, folder.len);
		ret = read_lists(k, last.at, &text, why);
		if (ret)
			break;
		if (look_up(buf_span(&text), path, &folder)) {
			*built = BUILT_ALONE;
			break;
		}
	}
	if (ret > 0)
		*built = BUILT_UNKNOWN;
out:
	buf_release(&text);
	buf_release(&folder);
	buf_release(&last);
	return ret < 0 ? -1 : 0;
}

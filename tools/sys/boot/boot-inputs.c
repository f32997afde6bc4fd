// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boots of one side of a branch depend on: kernel, initramfs,
 * QEMU, modes.
 */
#include "sys/boot/boot-inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/boot/firmware.h"
#include "sys/boot/guest-pack.h"
#include "sys/boot/qemu-program.h"
#include "sys/boot/qemu.h"
#include "sys/boot/signature.h"
#include "sys/build/mode-kernels.h"
#include "sys/os/fs.h"
#include "sys/store/boot-result.h"
#include "sys/store/result.h"

/* Says why there is no kernel to boot; returns the boot's outcome. */
static enum outcome nothing_built(const struct boot_inputs *b,
				  const struct result *built, bool found,
				  struct diag *why)
{
	if (!found || built->outcome == PASS) {
		diag_set(why, NULL, 0, "%s; run: backport build %s --side %s",
			 found ? "the kernel that was built is gone from the cache" :
			 "no kernel was built", b->branch->name, b->side);
		return ERROR;
	}
	diag_set(why, NULL, 0, "no kernel to boot, %s is %s: %s", built->stage,
		 outcome_name(built->outcome), built->reason);
	return SKIP;
}

/*
 * Nothing of either side's images is here: no build of the branch ran on this
 * disk.
 */
static bool is_elsewhere(const struct boot_inputs *b)
{
	struct diag ignored;
	char *folder = image_path(b->branch, "", "", &ignored);
	bool here = !folder || fs_exists(folder);

	free(folder);
	return !here;
}

/* Adds a kernel that the build's result names; mode NULL: the step's own. */
static void add_kernel(struct boot_inputs *b, const struct result *built,
		       const struct mode *mode)
{
	const char *digest = json_string_value(json_object_get(
		mode_kernel_of(built->more, mode), "image_sha256"));
	struct side_kernel *k;

	b->kernel = grow_array(b->kernel, b->nr_kernels + 1,
			       sizeof(*b->kernel));
	k = &b->kernel[b->nr_kernels++];
	*k = (struct side_kernel){ .mode = mode,
				   .side = mode_side(b->side, mode) };
	k->digest = xstrdup(digest ? digest : "");
}

/* As image_kept(), of all of them. */
static int all_kept(const struct boot_inputs *b, const char *key,
		    struct diag *why)
{
	int kept = 1;

	for (size_t i = 0; kept > 0 && i < b->nr_kernels; i++)
		kept = image_kept(b->branch, b->kernel[i].side, key, why);
	return kept;
}

/*
 * Finds the kernels that the build stage left. PASS, or the boot's outcome
 * and *why.
 */
static enum outcome find_kernels(struct boot_inputs *b, const char *out,
				 struct diag *why)
{
	char *stage = xstrfmt("build.%s", b->side);
	struct result built;
	enum outcome outcome = PASS;
	char *images;
	int ret, kept = 0;

	ret = result_load(&built, out, b->branch->name, stage, why);
	free(stage);
	if (ret < 0)
		return ERROR;
	add_kernel(b, &built, NULL);
	b->missing = json_object();
	for_each_built_mode(m, b->branch) {
		enum outcome ignored;

		if (mode_kernel_missing(built.more, m, &ignored))
			json_object_set(b->missing, m->name, (json_t *)
					mode_kernel_of(built.more, m));
		else
			add_kernel(b, &built, m);
	}
	if (!ret && built.outcome == PASS)
		kept = all_kept(b, built.key, why);
	if (kept <= 0)
		outcome = kept ? ERROR : nothing_built(b, &built, !ret, why);
	images = image_path(b->branch, b->side, "", why);
	if (!images)
		outcome = ERROR;
	free(images);
	b->elsewhere = outcome == ERROR && !ret && built.outcome == PASS &&
		       is_elsewhere(b);
	result_release(&built);
	return outcome;
}

static void add_file(struct buf *all, const char *name, unsigned int mode,
		     const struct buf *bytes)
{
	buf_addf(all, "%s %o %zu\n", name, mode, bytes->len);
	buf_add(all, buf_span(bytes).at, bytes->len);
}

/* Adds the check's own files to the key. */
static void add_check(const struct guest_check *g, struct result_key *k)
{
	char *input = xstrfmt("%s: check", g->check->name);
	struct buf all = { 0 };

	guest_plan(&all, g, 1);
	for (size_t i = 0; i < g->nr; i++)
		add_file(&all, g->file[i].name, g->file[i].mode,
			 &g->file[i].bytes);
	result_key_add(k, input, all.at, all.len);
	buf_release(&all);
	free(input);
}

/* Adds the modules of one check that one kernel has to the key. */
static size_t add_modules(const struct side_kernel *of, size_t at,
			  struct result_key *k)
{
	const struct guest_modules *m = &of->modules;
	const struct check *c = m->at[at].check;
	char *input = xstrfmt("%s%s%s: initrd", of->mode ? of->mode->name : "",
			      of->mode ? ": " : "", c->name);
	struct buf all = { 0 };

	for (; at < m->nr && m->at[at].check == c; at++)
		add_file(&all, m->at[at].name, S_IFREG | 0644,
			 &m->at[at].bytes);
	result_key_add(k, input, all.at, all.len);
	buf_release(&all);
	free(input);
	return at;
}

/* The modules of all kernels. */
static int find_modules(struct boot_inputs *b, struct result_key *k,
			struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && !b->elsewhere && i < b->nr_kernels; i++) {
		struct side_kernel *of = &b->kernel[i];
		char *images = image_path(b->branch, of->side, ".", why);

		ret = images ? guest_modules_find(&of->modules, b->branch,
						  images, why) : -1;
		for (size_t at = 0; !ret && at < of->modules.nr;)
			at = add_modules(of, at, k);
		free(images);
	}
	return ret;
}

/* The kernel that is booted in that mode; NULL: none. */
static const struct side_kernel *kernel_of(const struct boot_inputs *b,
					   const struct mode *mode)
{
	for (size_t i = 1; i < b->nr_kernels; i++)
		if (b->kernel[i].mode == mode)
			return &b->kernel[i];
	return mode_is_built(mode) ? NULL : &b->kernel[0];
}

int boot_inputs_hold(struct boot_inputs *b, struct diag *why)
{
	const struct branch *branch = b->branch;
	char *initrd;

	for (size_t i = 0; i < b->nr_kernels; i++) {
		struct side_kernel *k = &b->kernel[i];

		k->holds = true;
		if (image_open(&k->held, branch, k->side, k->digest, why))
			return -1;
	}
	b->boot = grow_array(NULL, branch->nr_modes, sizeof(*b->boot));
	for (size_t i = 0; i < branch->nr_modes; i++) {
		const struct side_kernel *k = kernel_of(b, &branch->mode[i]);

		b->boot[i] = (struct boot_kernel){ 0 };
		if (k)
			b->boot[i] = (struct boot_kernel){
				k->held.kernel, k->held.release,
				&b->shared->guest, &k->modules };
	}
	/* steps of the same images boot at the same time */
	initrd = xstrfmt("initrd.%s", b->side);
	b->initrd = image_path(branch, b->side, initrd, why);
	free(initrd);
	return b->initrd ? 0 : -1;
}

/* The files that QEMU is given beside the kernel: a disk, firmware. */
static int add_qemu_files(const struct target *t, struct result_key *k,
			  struct diag *why)
{
	struct strings files = { 0 };
	char hex[65], *name;
	int ret = 0;

	qemu_files(t, &files);
	for (size_t i = 0; !ret && i < files.nr; i++) {
		name = xstrfmt("qemu file %s", files.at[i]);
		ret = result_digest_file(files.at[i], hex, why);
		result_key_adds(k, name, hex);
		free(name);
	}
	strings_release(&files);
	return ret;
}

/*
 * PID 1 and the checks, as they would be compiled now, QEMU's files and its
 * firmware.
 */
static int find_shared(struct boot_shared *s, const struct branch *b,
		       struct diag *why)
{
	struct diag ignored;
	struct result_key *k;
	int ret;

	if (s->key)
		return 0;
	k = result_key_new();
	ret = add_qemu_files(b->target, k, why) ||
	      firmware_add(b->target, k, why) ? -1 :
		guest_find(&s->guest, ".", b, why);
	if (ret) {
		free(result_key_end(k));
		guest_release(&s->guest);
		return ret;
	}
	/* one that is refused before any build leaves them all in */
	guest_check_signatures(&s->guest, b, &ignored);
	for (size_t i = 0; i < s->guest.nr; i++)
		add_check(&s->guest.check[i], k);
	result_key_add(k, "guest", s->guest.init.at, s->guest.init.len);
	if (s->guest.busybox.len)
		result_key_add(k, "busybox", s->guest.busybox.at,
			       s->guest.busybox.len);
	s->key = k;
	return 0;
}

void boot_shared_release(struct boot_shared *s)
{
	free(result_key_end(s->key));
	guest_release(&s->guest);
	s->key = NULL;
}

/* What of a check's check.conf is not in the initramfs. */
static void add_how(struct buf *all, const struct check *c)
{
	if (!c)
		return;
	buf_addf(all, "%s%s%s", all->len ? "; " : "", c->name,
		 check_is_alone(c) ? " alone" : "");
	if (c->append)
		buf_addf(all, " append %s", c->append);
	if (c->splat)
		buf_addf(all, " splat %s", c->splat);
	for (size_t i = 0; i < c->nr_modes; i++)
		buf_addf(all, " mode %s", c->mode[i]);
}

void boot_inputs_configured(const struct branch *b, struct result_key *k)
{
	const struct target *t = b->target;
	struct buf all = { 0 };
	char timeout[32];

	/* all of QEMU's programs say the same of their version */
	result_key_adds(k, "qemu program", t->qemu);
	for (size_t i = 0; i < t->nr_qemu_args; i++)
		buf_addf(&all, "%s\n", t->qemu_arg[i]);
	result_key_adds(k, "qemu args", all.at);
	buf_clear(&all);
	for (size_t i = 0; i < b->nr_modes; i++)
		buf_addf(&all, "%s%s: %s", i ? "; " : "", b->mode[i].name,
			 b->mode[i].append ? b->mode[i].append : "");
	result_key_adds(k, "modes", all.at);
	buf_clear(&all);
	for (size_t i = 0; i < b->nr_fixes; i++)
		buf_addf(&all, "%s%s: %s", i ? "; " : "", b->fix[i]->name,
			 fix_signature(b->fix[i]));
	result_key_adds(k, "signatures", all.at);
	buf_clear(&all);
	for (size_t i = 0; i < b->nr_fixes; i++)
		add_how(&all, branch_check(b, i));
	result_key_adds(k, "checks", all.at);
	buf_release(&all);
	result_key_adds(k, "append", t->append);
	snprintf(timeout, sizeof(timeout), "%ld", t->timeout_s);
	result_key_adds(k, "timeout", timeout);
	if (t->accel)
		result_key_adds(k, "accel", t->accel);
}

/* What the boots depend on besides the initramfs. */
static void gather_key(const struct boot_inputs *b, struct result_key *k)
{
	char repeat[32];

	boot_inputs_configured(b->branch, k);
	snprintf(repeat, sizeof(repeat), "%ld", b->repeat);
	result_key_adds(k, "repeat", repeat);
	result_key_adds(k, "recipe", BOOT_RECIPE);
	result_key_adds(k, "image", b->kernel[0].digest);
	for (size_t i = 1; i < b->nr_kernels; i++) {
		char *name = xstrfmt("image %s", b->kernel[i].mode->name);

		result_key_adds(k, name, b->kernel[i].digest);
		free(name);
	}
	result_key_adds(k, "qemu", b->qemu);
}

enum outcome boot_inputs_find(struct boot_inputs *b, const char *out,
			      struct diag *why)
{
	enum outcome outcome = find_kernels(b, out, why);

	if (outcome != PASS && !b->elsewhere)
		return outcome;
	b->qemu = qemu_version(b->branch->target, why);
	return b->qemu ? outcome : ERROR;
}

struct result_key *boot_inputs_key(struct boot_inputs *b, struct diag *why)
{
	struct result_key *k = result_key_new();

	gather_key(b, k);
	if (!find_shared(b->shared, b->branch, why) &&
	    !find_modules(b, k, why)) {
		result_key_add_all(k, b->shared->key);
		return k;
	}
	free(result_key_end(k));
	return NULL;
}

void boot_inputs_release(struct boot_inputs *b)
{
	for (size_t i = 0; i < b->nr_kernels; i++) {
		struct side_kernel *k = &b->kernel[i];

		guest_modules_release(&k->modules);
		if (k->holds)
			image_close(&k->held);
		free(k->digest);
		free(k->side);
	}
	json_decref(b->missing);
	free(b->kernel);
	free(b->boot);
	free(b->initrd);
	free(b->qemu);
}

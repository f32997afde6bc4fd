// SPDX-License-Identifier: GPL-2.0-only
/* backport boot: boots one side of a branch in every mode, and judges the consoles. */
#include "cmd/cmd.h"
#include "sys/boot/boots.h"
#include "sys/store/boot-result.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/verdict/verdict.h"
#include "sys/boot/guest.h"
#include "sys/boot/qemu.h"
#include "sys/build/image.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/store/stage.h"

/* Part of the key: to be counted up when the same console is judged otherwise. */
#define RECIPE		"1"
#define REPEAT_MAX	1000

static const struct mode only_mode = { .name = "plain", .append = "" };

struct boot {
	struct cmd_stage_name name;
	const char *side;
	bool force;
	long repeat;
	const struct branch *branch;
	const struct mode *mode;
	size_t nr_modes;
	char *image, *qemu;	/* path of the kernel; QEMU's version */
	char *digest;		/* of the kernel, as its build said */
	char **initrd;		/* paths, one a fix */
	struct stage stage;
	enum outcome outcome;	/* the worst so far */
	char reason[1200];
};

static const struct option options[] = {
	{ "side", required_argument, NULL, 's' },
	{ "force", no_argument, NULL, 'f' },
	{ "repeat", required_argument, NULL, 'r' },
	{ 0 }
};

static int parse(struct boot *b, int argc, char **argv)
{
	char *end;
	int opt;

	b->repeat = 1;
	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (opt) {
		case 's':
			b->side = optarg;
			break;
		case 'f':
			b->force = true;
			break;
		case 'r':
			b->repeat = strtol(optarg, &end, 10);
			if (*end || b->repeat < 1 || b->repeat > REPEAT_MAX)
				return cmd_usage(&cmd_boot, "--repeat wants a number from 1 to %d, got '%s'",
						 REPEAT_MAX, optarg);
			break;
		default:
			return cmd_wrong_option(&cmd_boot);
		}
	}
	return cmd_stage_args(&cmd_boot, argc, argv, b->side, &b->name);
}

/* Says why a build gives nothing to boot, and what that makes of the boot. */
static enum outcome nothing_built(const struct boot *b,
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

/* Finds the kernel that the build stage left. PASS, or the boot's outcome and *why. */
static enum outcome find_kernel(struct boot *b, struct diag *why)
{
	char stage[32];
	struct result built;
	const char *digest;
	enum outcome outcome = PASS;
	int ret;

	snprintf(stage, sizeof(stage), "build.%s", b->side);
	ret = result_load(&built, OUT, b->branch->name, stage, why);
	if (ret < 0)
		return ERROR;
	if (ret || built.outcome != PASS ||
	    !image_kept(b->branch, b->side, built.key))
		outcome = nothing_built(b, &built, !ret, why);
	digest = json_string_value(json_object_get(built.more, "image_sha256"));
	b->digest = fs_path("%s", digest ? digest : built.key ? built.key : "");
	b->image = image_path(b->branch, b->side,
			      image_name(b->branch->target->image), why);
	result_release(&built);
	return b->image ? outcome : ERROR;
}

static int make_initrds(struct boot *b, struct result_key *k, struct diag *why)
{
	const struct branch *branch = b->branch;
	int ret = 0;

	b->initrd = grow_array(NULL, branch->nr_fixes, sizeof(*b->initrd));
	memset(b->initrd, 0, branch->nr_fixes * sizeof(*b->initrd));
	for (size_t i = 0; !ret && i < branch->nr_fixes; i++) {
		const struct fix *fix = branch->fix[i];
		char *file = fs_path("initrd.%s", fix->check);
		char *input = fs_path("%s: initrd", fix->name);
		struct buf packed = { 0 };

		ret = guest_pack(".", branch, fix, b->side, &packed, why);
		b->initrd[i] = image_path(branch, b->side, file, why);
		if (!ret)
			ret = fs_publish(b->initrd[i], buf_span(&packed), why);
		if (!ret)
			result_key_add(k, input, packed.at, packed.len);
		buf_release(&packed);
		free(input);
		free(file);
	}
	return ret;
}

/* What the boots depend on besides the initramfs. */
static void gather_key(const struct boot *b, struct result_key *k)
{
	const struct target *t = b->branch->target;
	struct buf all = { 0 };

	for (size_t i = 0; i < t->nr_qemu_args; i++)
		buf_addf(&all, "%s\n", t->qemu_arg[i]);
	result_key_add(k, "qemu args", all.at ? all.at : "", all.len);
	buf_clear(&all);
	for (size_t i = 0; i < b->nr_modes; i++)
		buf_addf(&all, "%s%s: %s", i ? "; " : "", b->mode[i].name,
			 b->mode[i].append ? b->mode[i].append : "");
	result_key_add(k, "modes", all.at ? all.at : "", all.len);
	buf_clear(&all);
	for (size_t i = 0; i < b->branch->nr_fixes; i++)
		buf_addf(&all, "%s%s: %s", i ? "; " : "",
			 b->branch->fix[i]->name,
			 b->branch->fix[i]->signature ?
			 b->branch->fix[i]->signature : "");
	result_key_add(k, "signatures", all.at ? all.at : "", all.len);
	buf_clear(&all);
	buf_addf(&all, "%ld", b->repeat);
	result_key_adds(k, "repeat", all.at);
	buf_release(&all);
	result_key_adds(k, "recipe", RECIPE);
	result_key_adds(k, "image", b->digest);
	result_key_adds(k, "qemu", b->qemu);
	result_key_adds(k, "append", t->append);
}

/* What a mode adds to the stage's outcome and sentence. */
static void sum_up(struct boot *b, const struct mode_result *m)
{
	bool worse = outcome_worst(b->outcome, m->outcome) != b->outcome;

	b->outcome = outcome_worst(b->outcome, m->outcome);
	if (!worse && (b->reason[0] || !m->reason[0]))
		return;
	if (m->boots > 1)
		snprintf(b->reason, sizeof(b->reason), "%s: %ld of %ld boots pass%s%s",
			 m->mode, m->passed, m->boots, m->reason[0] ? ": " : "",
			 m->reason);
	else
		snprintf(b->reason, sizeof(b->reason), "%s: %s", m->mode,
			 m->reason);
}

/* Boots one fix's check in every mode, as often as asked. */
static int boot_fix(const struct ctx *ctx, struct boot *b, size_t fix,
		    struct diag *why)
{
	json_t *more = b->stage.result.more;
	char *folder = fs_path("%s/%s", OUT, b->branch->name);
	struct mode_boots *boots = grow_array(NULL, b->nr_modes, sizeof(*boots));
	const struct boots_of what = {
		.target = b->branch->target, .fix = b->branch->fix[fix],
		.image = b->image, .initrd = b->initrd[fix],
		.show = ctx->verbosity > 0,
	};
	int ret = 0;

	for (size_t i = 0; i < b->nr_modes; i++)
		mode_boots_init(&boots[i], b->branch, b->branch->fix[fix],
			  &b->mode[i]);
	for (long nr = 1; !ret && nr <= b->repeat; nr++) {
		for (size_t i = 0; i < b->nr_modes; i++)
			mode_boots_begin(&boots[i], folder, b->name.stage, nr);
		ret = mode_boots_run(boots, b->nr_modes, &what, why);
		for (size_t i = 0; !ret && i < b->nr_modes; i++) {
			mode_boots_count(&boots[i]);
			json_array_append_new(json_object_get(more, "runs"),
					      boot_result_json(&boots[i].boot,
						       &boots[i].console));
		}
	}
	for (size_t i = 0; i < b->nr_modes; i++) {
		if (!ret) {
			sum_up(b, &boots[i].total);
			json_array_append_new(json_object_get(more, "modes"),
					      mode_result_json(&boots[i].total));
		}
		mode_boots_release(&boots[i]);
	}
	free(boots);
	free(folder);
	return ret;
}

/* Boots everything with the stage begun; returns the exit status. */
static int boot_all(const struct ctx *ctx, struct boot *b)
{
	json_t *more = b->stage.result.more;
	struct diag why = { 0 };
	int ret = 0;

	json_object_set_new(more, "image_sha256", json_string(b->digest));
	json_object_set_new(more, "runs", json_array());
	json_object_set_new(more, "modes", json_array());
	for (size_t i = 0; !ret && i < b->branch->nr_fixes; i++)
		ret = boot_fix(ctx, b, i, &why);
	if (ret) {
		b->outcome = ERROR;
		diag_line(&why, b->reason, sizeof(b->reason));
	}
	return cmd_stage_end(ctx, &b->stage, b->outcome, b->reason);
}

static int without(const struct ctx *ctx, const struct boot *b,
		   enum outcome outcome, const struct diag *why)
{
	return cmd_stage_without(ctx, b->branch->name, b->name.stage, outcome,
				 why);
}

static int run_boot(const struct ctx *ctx, struct boot *b)
{
	struct diag why = { 0 };
	struct result_key *k;
	enum outcome outcome = find_kernel(b, &why);
	int ret;

	if (outcome == PASS) {
		b->qemu = qemu_version(b->branch->target, &why);
		outcome = b->qemu ? PASS : ERROR;
	}
	if (outcome != PASS)
		return without(ctx, b, outcome, &why);
	k = result_key_new();
	gather_key(b, k);
	if (make_initrds(b, k, &why)) {
		free(result_key_end(k));
		return without(ctx, b, ERROR, &why);
	}
	ret = cmd_stage_begin(ctx, &b->stage, b->branch->name, b->name.stage,
			      k, b->force, &why);
	if (ret < 0)
		return cmd_cannot(ctx, &why);
	return ret ? cmd_stage_report(ctx, &b->stage) : boot_all(ctx, b);
}

static void find_modes(struct boot *b, const struct conf *conf)
{
	b->mode = conf->nr_modes ? conf->mode : &only_mode;
	b->nr_modes = conf->nr_modes ? conf->nr_modes : 1;
}

static void boot_release(struct boot *b)
{
	for (size_t i = 0; b->initrd && i < b->branch->nr_fixes; i++)
		free(b->initrd[i]);
	free(b->initrd);
	free(b->image);
	free(b->digest);
	free(b->qemu);
}

struct result_key *cmd_boot_key(const struct conf *conf,
				const struct branch *branch, const char *side,
				long repeat, struct diag *why)
{
	struct boot b = { .branch = branch, .side = side, .repeat = repeat };
	struct result_key *k = NULL;

	find_modes(&b, conf);
	if (find_kernel(&b, why) == PASS &&
	    (b.qemu = qemu_version(branch->target, why))) {
		k = result_key_new();
		gather_key(&b, k);
		if (make_initrds(&b, k, why)) {
			free(result_key_end(k));
			k = NULL;
		}
	}
	boot_release(&b);
	return k;
}

static int cmd_boot_run(struct ctx *ctx, int argc, char **argv)
{
	struct boot b = { 0 };
	struct diag why = { 0 };
	int status = parse(&b, argc, argv);

	if (status)
		return status;
	b.branch = conf_branch(&ctx->conf, b.name.branch, &why);
	if (!b.branch)
		return cmd_cannot(ctx, &why);
	find_modes(&b, &ctx->conf);
	status = run_boot(ctx, &b);
	boot_release(&b);
	return status;
}

const struct cmd cmd_boot = {
	.name = "boot",
	.args = "BRANCH --side before|after [--repeat N] [--force]",
	.summary = "Boot a branch's kernel and run its fixes' checks inside",
	.help =
"  --side before|after  the kernel without, or with, the fixes\n"
"  --repeat N           boot N times in each mode; all must agree to prove it\n"
"  --force              also when the stored result still holds\n"
"\n"
"Boots the kernel that 'backport build' left in each [mode] of backport.conf, all\n"
"modes at once, with an initramfs of guest/init and the fix's module. Consoles\n"
"go to out/BRANCH/boot.SIDE.MODE.log while they run (-v shows them), the result\n"
"to out/BRANCH/boot.SIDE.json. A boot is ended 3 s after the guest's end line,\n"
"2 s after a panic, after 30 s without output, after half of the target's\n"
"timeout without the guest's start line, at the timeout, and at 100 MiB of\n"
"output. The outcome comes from the console alone: PASS wants the start line\n"
"once, a result whose counts equal the steps seen, the end line, and no oops,\n"
"warning or panic. QEMU dying before the kernel speaks is retried, at most\n"
"twice. For --side before, FAIL is what a fix wants; 'backport verdict' judges.\n"
"\n"
"Exit status: 0 the check passed; 1 it failed, or the kernel hung or complained;\n"
"125 there is no kernel to boot; 128 could not be carried out (no QEMU, QEMU\n"
"died, a garbled console); 129 usage.\n",
	.options = options,
	.needs_conf = true,
	.run = cmd_boot_run,
};

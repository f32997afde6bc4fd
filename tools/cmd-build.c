// SPDX-License-Identifier: GPL-2.0-only
/* backport build: cross-builds one side of a branch, and the modules that its fixes' checks use. */
#include "cmd.h"
#include "cmd-build.h"
#include "cmd-objects.h"
#include "cmd-warned.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/checkout.h"
#include "sys/configure.h"
#include "sys/fs.h"
#include "sys/image.h"
#include "sys/kbuild.h"
#include "sys/objects.h"
#include "sys/repo.h"
#include "sys/result.h"
#include "sys/sides.h"
#include "sys/toolchain.h"

#define MODULES	"guest/module"
/* Part of the key: to be counted up when builds come out otherwise for reasons that the key cannot see. */
#define RECIPE	"3"

struct build {
	struct cmd_stage_name name;
	const char *side;
	bool force, config_only, werror_new;
	const struct branch *branch;
	git_repository *repo;
	git_oid tree;
	struct touched touched;	/* what differs between before and after */
	struct kconfig asked;
	struct toolchain toolchain;
	struct kbuild kbuild;
	struct kbuild_end end;
	struct warned warned;
	struct stage stage;
	const char *modules;	/* NULL when no fix has one */
};

static int parse(struct build *b, int argc, char **argv)
{
	static const struct option options[] = {
		{ "side", required_argument, NULL, 's' },
		{ "force", no_argument, NULL, 'f' },
		{ "config-only", no_argument, NULL, 'c' },
		{ "werror-new", no_argument, NULL, 'w' },
		{ 0 }
	};
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (opt) {
		case 's':
			b->side = optarg;
			break;
		case 'f':
			b->force = true;
			break;
		case 'w':
			b->werror_new = true;
			break;
		case 'c':
			b->config_only = true;
			break;
		default:
			return cmd_usage(&cmd_build, "see the options below");
		}
	}
	if (b->werror_new && b->side && !strcmp(b->side, "before"))
		return cmd_usage(&cmd_build, "--werror-new compares after with before: it goes with --side after");
	return cmd_stage_args(&cmd_build, argc, argv, b->side, &b->name);
}

/* Finds the tree; 0, or the outcome's sentence in *why: 1 SKIP, -1 could not be carried out. */
static int find_tree(struct build *b, struct diag *why)
{
	struct sides sides;

	if (repo_open(&b->repo, why) ||
	    sides_find(b->repo, ".", b->branch, &sides, why))
		return -1;
	if (sides.state != SIDES_FOUND) {
		diag_set(why, NULL, 0, "%s", sides.sentence);
		return 1;
	}
	b->tree = strcmp(b->side, "after") ? sides.before : sides.after;
	return touched_find(&b->touched, b->repo, &sides.before, &sides.after,
			    why);
}

static struct result_key *gather_key(const struct build *b, struct diag *why)
{
	const struct target *target = b->branch->target;
	struct result_key *k = result_key_new();
	struct buf config = { 0 };
	char tree[GIT_OID_HEXSZ + 1];
	int ret = 0;

	kconfig_write(&b->asked, &config);
	result_key_adds(k, "recipe", RECIPE);
	result_key_adds(k, "tree", git_oid_tostr(tree, sizeof(tree), &b->tree));
	result_key_add(k, "config", config.at, config.len);
	result_key_adds(k, "compiler", b->toolchain.compiler);
	result_key_adds(k, "binutils", b->toolchain.linker);
	result_key_adds(k, "arch", target->arch);
	result_key_adds(k, "cross", target->cross);
	result_key_adds(k, "image", target->image);
	result_key_adds(k, "hostcflags", b->branch->hostcflags);
	result_key_adds(k, "kcflags", b->branch->kcflags);
	if (b->werror_new)
		result_key_adds(k, "werror-new", "yes");
	if (b->modules)
		ret = result_key_add_folder(k, "modules", b->modules, why);
	for (size_t i = 0; i < b->branch->nr_fixes; i++)
		if (b->branch->fix[i]->module)
			result_key_adds(k, b->branch->fix[i]->module, "module");
	buf_release(&config);
	if (!ret)
		return k;
	free(result_key_end(k));
	return NULL;
}

static int do_make(struct build *b, struct diag *why)
{
	struct checkout_count count;
	struct kbuild *k = &b->kbuild;
	char *tools = fs_path("%s; %s", b->toolchain.compiler,
			      b->toolchain.linker);
	int ret;

	ret = checkout_tree(b->repo, &b->tree, k->src, &count, why);
	if (!ret)
		ret = configure(k, b->repo, &b->tree, &b->asked, tools, &b->end,
				why);
	if (!ret && b->end.made && !b->config_only) {
		ret = kbuild_make(k, b->modules, &b->end, why);
		/* also of a build that failed: what it compiled is not compiled again */
		if (!ret)
			ret = warned_find(&b->warned, k, &b->touched, b->side,
					  why);
	}
	free(tools);
	return ret;
}

/* What the result says of the build itself. */
static void tell(struct build *b)
{
	struct kbuild_end *end = &b->end;
	json_t *more = b->stage.result.more;

	json_object_set_new(more, "objects", json_integer(end->nr_objects));
	json_object_set_new(more, "warnings", json_integer(end->nr_warnings));
	json_object_set_new(more, "new_warnings", warned_json(&b->warned));
	json_object_set_new(more, "retries", json_integer(end->nr_retries));
	json_object_set_new(more, "log", json_string(b->kbuild.log));
	if (end->made)
		return;
	json_object_set_new(more, "error", json_string(end->error));
	json_object_set_new(more, "error_lineno",
			    json_integer(end->error_lineno));
	json_object_set_new(more, "command", json_string(end->command));
}

/* Names the image and its content, so that a boot depends on what was built, not on when. */
static int tell_image(struct build *b, struct diag *why)
{
	const char *name = image_name(b->branch->target->image);
	char *path = image_path(b->branch, b->side, name, why);
	struct buf bytes = { 0 };
	char hex[65];
	int ret = path ? fs_read(&bytes, path, why) : -1;

	if (!ret) {
		result_digest(bytes.at, bytes.len, hex);
		json_object_set_new(b->stage.result.more, "image",
				    json_string(path));
		json_object_set_new(b->stage.result.more, "image_sha256",
				    json_string(hex));
	}
	buf_release(&bytes);
	free(path);
	return ret;
}

static enum outcome judge(const struct build *b, char *reason, size_t size)
{
	enum outcome outcome = build_judge(&b->end, reason, size);

	return outcome != PASS ? outcome :
		warned_judge(&b->warned, b->werror_new, reason, size);
}

static void show_error(const struct ctx *ctx, const struct build *b)
{
	const struct kbuild_end *end = &b->end;

	if (ctx->verbosity < 0 || !end->error_lineno)
		return;
	fprintf(stderr, "%s:%ld: %s\n", b->kbuild.log, end->error_lineno,
		end->error);
	if (end->command[0])
		fprintf(stderr, "the command was: %s\n", end->command);
}

/* Opens the work folder, saying so when that takes as long as another's build. */
static int open_kbuild(const struct ctx *ctx, struct build *b, const char *log,
		       struct diag *why)
{
	char line[2048];
	int ret = kbuild_open(&b->kbuild, b->branch, log, false, why);

	if (ret <= 0)
		return ret;
	if (ctx->verbosity >= 0)
		fprintf(stderr, "backport: %s: waiting: %s\n", b->branch->name,
			diag_line(why, line, sizeof(line)));
	kbuild_release(&b->kbuild);
	return kbuild_open(&b->kbuild, b->branch, log, true, why);
}

/* Builds with the stage begun; returns the exit status. */
static int build(const struct ctx *ctx, struct build *b)
{
	char *log = fs_path("%s/%s/%s.log", OUT, b->branch->name,
			    b->name.stage);
	struct diag why = { 0 };
	char reason[2048];
	enum outcome outcome = ERROR;
	int ret;

	ret = open_kbuild(ctx, b, log, &why);
	if (!ret)
		ret = do_make(b, &why);
	if (!ret) {
		outcome = judge(b, reason, sizeof(reason));
		tell(b);
	}
	if (!ret && outcome == PASS) {
		ret = image_keep(&b->kbuild, b->side, b->stage.result.key, &why);
		if (!ret)
			ret = tell_image(b, &why);
		if (!ret)
			ret = objects_keep(&b->kbuild, &b->touched, b->side,
					   b->stage.result.key, &why);
		if (!ret)
			ret = warned_keep(b->branch, b->side, &b->warned.now,
					  &why);
	}
	free(log);
	if (ret)
		return cmd_stage_end(ctx, &b->stage, ERROR,
				     diag_line(&why, reason, sizeof(reason)));
	if (outcome != PASS)
		show_error(ctx, b);
	ret = cmd_stage_end(ctx, &b->stage, outcome, reason);
	/* Once both sides are there; a side that is not yet is no trouble of this build. */
	if (outcome == PASS && objects_stage(b->branch, &why) < 0)
		return cmd_cannot(ctx, &why);
	return ret;
}

/* Only .config, for a look at it: no stage, no result. */
static int config_only(const struct ctx *ctx, struct build *b)
{
	struct diag why = { 0 };
	char reason[2048];
	int ret = fs_mkdirs(OUT "/.config-only", &why);

	if (!ret)
		ret = open_kbuild(ctx, b, OUT "/.config-only/log", &why);
	if (!ret)
		ret = do_make(b, &why);
	if (ret)
		return cmd_cannot(ctx, &why);
	if (judge(b, reason, sizeof(reason)) != PASS) {
		show_error(ctx, b);
		diag_set(&why, NULL, 0, "%s", reason);
		return cmd_cannot(ctx, &why);
	}
	printf("%s/.config\n", b->kbuild.obj);
	return EXIT_OK;
}

static int without(const struct ctx *ctx, struct build *b, enum outcome outcome,
		   const struct diag *why)
{
	if (!b->config_only)
		return cmd_stage_without(ctx, b->branch->name, b->name.stage,
					 outcome, why);
	cmd_cannot(ctx, why);
	return outcome == SKIP ? EXIT_NOTHING : EXIT_CANNOT;
}

/* True when a stored result tells of images that are gone, or of another checkout of the project. */
static bool images_are_gone(const struct build *b)
{
	struct diag ignored;
	struct result stored;
	bool gone = false;

	if (!result_load(&stored, OUT, b->branch->name, b->name.stage,
			 &ignored)) {
		gone = stored.outcome == PASS &&
			!(image_kept(b->branch, b->side, stored.key) &&
			  warned_kept(b->branch, b->side) &&
			  objects_kept(b->branch, b->side, stored.key,
				       &b->touched));
		result_release(&stored);
	}
	return gone;
}

static void find_modules(struct build *b)
{
	for (size_t i = 0; i < b->branch->nr_fixes; i++)
		if (b->branch->fix[i]->module)
			b->modules = MODULES;
}

static void build_release(struct build *b)
{
	warned_release(&b->warned);
	touched_release(&b->touched);
	kbuild_end_release(&b->end);
	kbuild_release(&b->kbuild);
	toolchain_release(&b->toolchain);
	kconfig_release(&b->asked);
	git_repository_free(b->repo);
}

struct result_key *cmd_build_key(const struct branch *branch, const char *side,
				 struct diag *why)
{
	struct build b = { .branch = branch, .side = side };
	struct result_key *key = NULL;

	b.kbuild.lock = -1;
	find_modules(&b);
	if (!find_tree(&b, why) &&
	    !configure_fragments(&b.asked, ".", branch, why) &&
	    !toolchain_find(&b.toolchain, branch->target, why))
		key = gather_key(&b, why);
	build_release(&b);
	return key;
}

static int run_build(struct ctx *ctx, struct build *b)
{
	struct diag why = { 0 };
	struct result_key *key;
	int ret;

	find_modules(b);
	ret = find_tree(b, &why);
	if (ret)
		return without(ctx, b, ret > 0 ? SKIP : ERROR, &why);
	if (configure_fragments(&b->asked, ".", b->branch, &why) ||
	    toolchain_find(&b->toolchain, b->branch->target, &why))
		return without(ctx, b, ERROR, &why);
	if (b->config_only)
		return config_only(ctx, b);
	key = gather_key(b, &why);
	if (!key)
		return without(ctx, b, ERROR, &why);
	ret = cmd_stage_begin(ctx, &b->stage, b->branch->name, b->name.stage,
			      key, b->force || images_are_gone(b), &why);
	if (ret < 0)
		return cmd_cannot(ctx, &why);
	if (!ret)
		return build(ctx, b);
	return cmd_stage_report(ctx, &b->stage);
}

static int cmd_build_run(struct ctx *ctx, int argc, char **argv)
{
	struct build b = { 0 };
	struct diag why = { 0 };
	int status = parse(&b, argc, argv);

	if (status)
		return status;
	b.branch = conf_branch(&ctx->conf, b.name.branch, &why);
	if (!b.branch)
		return cmd_cannot(ctx, &why);
	status = run_build(ctx, &b);
	build_release(&b);
	return status;
}

const struct cmd cmd_build = {
	.name = "build",
	.args = "BRANCH --side before|after [--werror-new] [--force] [--config-only]",
	.summary = "Cross-build a branch without or with its fixes",
	.help =
"  --side before|after  the tree without, or with, the fixes\n"
"  --werror-new         FAIL for a warning in a touched file that before has not\n"
"  --force              also when the stored result still holds\n"
"  --config-only        stop after .config, and print its path\n"
"\n"
"The tree is checked out into work/BRANCH/src of the cache, objects go to\n"
"work/BRANCH/obj; both sides share them, so that the second compiles only what\n"
"differs. What the fixes touch is compiled once more with -g, for 'backport\n"
"objects'. Warnings that after has and before has not are shown: compared by\n"
"source, file, function, option and text, not by line; those of sources that a\n"
"side did not compile again are remembered. The configuration is allnoconfig with\n"
"the fragments of the target and the branch; a symbol that does not come out as\n"
"asked is an error. ccache is used when it is in PATH. Under make, job slots are\n"
"the jobserver's; else one job a processor. The image, the modules\n"
"and .config are left in work/BRANCH/SIDE, the log (V=1) in out/BRANCH/build.SIDE.log, the result in\n"
"out/BRANCH/build.SIDE.json. What was built of the same inputs before is not\n"
"built again. A compiler that is killed or breaks down is retried, at most twice.\n"
"\n"
"Exit status: 0 built; 1 the sources do not build (the first error and its\n"
"command are shown); 125 there is no such tree, or the series does not apply;\n"
"128 could not be carried out (no compiler, disk full); 129 usage.\n",
	.needs_conf = true,
	.run = cmd_build_run,
};

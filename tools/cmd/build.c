// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport build: cross-builds one step of a branch, and the modules that its
 * fixes' checks use.
 */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/build/image.h"
#include "sys/build/kbuild.h"
#include "sys/build/mode-kernels.h"
#include "sys/build/new-warnings.h"
#include "sys/build/object-folder.h"
#include "sys/build/objects-stage.h"
#include "sys/build/same-step.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

struct build {
	struct cmd_stage_name name;
	const char *step;
	bool force, config_only, werror_new;
	struct kernel kernel;
	struct kbuild kbuild;
	struct kbuild_end end;
	struct new_warnings warnings;
	struct stage stage;
};

static const struct option options[] = {
	VALUE_OPTION("step", struct build, step),
	VALUE_OPTION("side", struct build, step),
	FLAG_OPTION("force", struct build, force),
	FLAG_OPTION("config-only", struct build, config_only),
	FLAG_OPTION("werror-new", struct build, werror_new),
	{ 0 }
};

static int parse(const struct ctx *ctx, struct build *b, int argc,
		 char **argv)
{
	int ret;

	if (cmd_next_option(&cmd_build, argc, argv, b) != -1)
		return EXIT_USAGE;
	ret = cmd_stage_args(ctx, &cmd_build, argv, b->step, &b->name);
	if (!ret && b->werror_new && !b->name.step)
		return cmd_usage(&cmd_build, "--werror-new compares after with before: it goes with --side after");
	return ret;
}

/*
 * The step's objects begin with the origin's, which are built first where they
 * are not. An origin whose sources do not build says nothing of the step.
 */
static int make_origin(const struct ctx *ctx, struct build *b, struct diag *why)
{
	size_t origin = b->kernel.steps.origin;
	struct kbuild_end *end = &b->end;

	end->made = true;
	if (b->config_only || origin == b->name.step ||
	    !kernel_wants_origin(&b->kernel, &b->kbuild))
		return 0;
	if (ctx->verbosity >= 0)
		notice("backport: %s: building %s first, %s goes on from its objects\n",
		       b->kernel.branch->name,
		       kernel_step(&b->kernel, origin).at,
		       b->name.step_name.at);
	return kernel_make_origin(&b->kernel, &b->kbuild, end, why);
}

static int do_make(struct build *b, struct diag *why)
{
	struct kbuild *k = &b->kbuild;
	int ret = kernel_prepare(&b->kernel, k, b->name.step, &b->end, why);

	if (ret || !b->end.made || b->config_only)
		return ret;
	ret = kbuild_make(k, &b->end, why);
	/* the origin's tree could make it, else its build had ended this one */
	if (!ret && b->end.fault == BUILD_NO_GOAL &&
	    b->name.step != b->kernel.steps.origin)
		b->end.fault = BUILD_BROKEN;
	/*
	 * also of a build that failed: what it compiled is not compiled again
	 */
	if (!ret)
		ret = new_warnings_find(&b->warnings, &b->kernel, k,
					b->name.step, why);
	if (!ret && b->end.made)
		ret = object_folder_made(k, b->name.step_name.at,
					 b->stage.result.key, why);
	return ret;
}

/* What the result says of the build itself. */
static void tell(struct build *b, const char *log)
{
	json_t *more = b->stage.result.more;

	kernel_end_json(&b->end, log, more);
	json_object_set_new(more, "new_warnings", new_warnings_json(&b->warnings));
}

/* Names the image that the step has now. */
static int tell_image(struct build *b, struct diag *why)
{
	return kernel_image_json(b->kernel.branch, b->name.step_name.at,
				 b->stage.result.more, why);
}

static enum outcome judge(const struct build *b, char *reason, size_t size)
{
	enum outcome outcome = kernel_judge(&b->end, reason, size);

	return outcome != PASS ? outcome :
		new_warnings_judge(&b->warnings, b->werror_new, reason, size);
}

/* Keeps what a boot, and the next step's build, want of this one. */
static int keep(struct build *b, struct diag *why)
{
	const char *step = b->name.step_name.at;

	if (image_keep(&b->kbuild, step, b->stage.result.key, why) ||
	    tell_image(b, why))
		return -1;
	return build_warnings_keep(b->kernel.branch, step, &b->warnings.now,
				   why);
}

/*
 * The kernels of the modes that are built, after the step's own. When one of
 * them cannot be made, the build fails only if each fix's check needs one that
 * is missing.
 */
static int build_modes(struct build *b, enum outcome *outcome, char *reason,
		       size_t size, struct diag *why)
{
	struct mode_kernels m = { .kernel = &b->kernel, .kbuild = &b->kbuild,
				  .step = b->name.step,
				  .side = b->name.step_name.at,
				  .built = &b->stage.result, .end = &b->end };
	int ret = mode_kernels_make(&m, why);
	enum outcome missing;

	if (ret || !m.failed)
		return ret;
	snprintf(reason, size, "%s", mode_kernel_missing(
		 b->stage.result.more, m.failed, &missing));
	if (mode_kernels_suffice(b->stage.result.more, b->kernel.branch))
		return 0;
	*outcome = missing;
	kernel_error_json(&b->end, b->stage.result.more);
	return 0;
}

/* Builds with the stage begun; returns the exit status. */
static int build(const struct ctx *ctx, struct build *b, const char *log)
{
	struct diag why = { 0 };
	char reason[2048];
	enum outcome outcome = ERROR;
	int ret;

	ret = cmd_kernel_enter(ctx, &b->kernel, &b->kbuild, log, &why);
	if (!ret)
		ret = make_origin(ctx, b, &why);
	if (!ret && b->end.made)
		ret = do_make(b, &why);
	if (!ret) {
		outcome = judge(b, reason, sizeof(reason));
		tell(b, log);
	}
	if (!ret && outcome == PASS)
		ret = keep(b, &why);
	if (!ret && outcome == PASS)
		ret = build_modes(b, &outcome, reason, sizeof(reason), &why);
	if (ret)
		return cmd_stage_end(ctx, &b->stage, ERROR,
				     diag_line(&why, reason, sizeof(reason)));
	if (outcome != PASS)
		cmd_show_build_error(ctx, &b->end, log);
	return cmd_stage_end(ctx, &b->stage, outcome, reason);
}

/*
 * Ends a build whose touched sources do not compile: it is known before the
 * rest of the kernel is built.
 */
static int broken_ahead(const struct ctx *ctx, struct build *b,
			const char *log)
{
	char *objects = xstrfmt("%s/%s/objects.log", OUT,
				b->kernel.branch->name);
	struct diag ignored;

	if (!fs_copy_changed(objects, log, &ignored))
		json_object_set_new(b->stage.result.more, "log",
				    json_string(log));
	free(objects);
	kernel_error_json(&b->end, b->stage.result.more);
	cmd_show_build_error(ctx, &b->end, log);
	return cmd_stage_end(ctx, &b->stage, FAIL, b->end.error);
}

/*
 * Runs the stage "objects" silently: what it could not do, the build tries on
 * its own.
 */
static void compile_touched(const struct ctx *ctx, const struct kernel *k)
{
	struct ctx quiet = *ctx;

	quiet.json = false;
	quiet.verbosity = -1;
	cmd_objects_stage(&quiet, k, false);
}

/*
 * A step of the same tree as another one is that one: it has its kernel. False
 * when there is no such step.
 */
static bool share(struct build *b, char *reason, size_t size,
		  enum outcome *outcome)
{
	const char *step = b->name.step_name.at, *key = b->stage.result.key;
	const struct branch *branch = b->kernel.branch;
	const char *log;
	struct same_step same;
	struct diag ignored;
	bool shared;

	if (b->force ||
	    !same_step_find(&same, &b->kernel, b->name.step, OUT, key))
		return false;
	log = json_string_value(json_object_get(same.built.more, "log"));
	shared = !image_share(branch, same.name.at, step, &ignored) &&
		!build_warnings_load(branch, step, &b->warnings.now,
				     &ignored) &&
		!new_warnings_compare(&b->warnings, &b->kernel, b->name.step,
				      &ignored) &&
		!tell_image(b, &ignored) &&
		!mode_kernels_share(&b->kernel, &same, step, &b->stage.result,
				    &ignored);
	if (shared) {
		b->end.made = true;
		tell(b, log ? log : "");
		snprintf(reason, size, "it has the tree of %s, and its kernel",
			 same.name.at);
		*outcome = new_warnings_judge(&b->warnings, b->werror_new,
					      reason, size);
	}
	result_release(&same.built);
	return shared;
}

/*
 * The touched objects first, then the rest; with the stage begun. Returns the
 * exit status.
 */
static int build_in_order(const struct ctx *ctx, struct build *b)
{
	char *log = xstrfmt("%s/%s/%s.log", OUT, b->kernel.branch->name,
			    b->name.stage.name);
	bool broken = false;
	int ret;

	compile_touched(ctx, &b->kernel);
	if (!b->force)
		broken = objects_broken(OUT, &b->kernel, b->name.step_name.at,
					&b->end);
	ret = broken ? broken_ahead(ctx, b, log) : build(ctx, b, log);
	free(log);
	return ret;
}

/* Only .config, for a look at it: no stage, no result. */
static int config_only(const struct ctx *ctx, struct build *b)
{
	struct diag why = { 0 };
	char reason[2048];
	int ret = fs_mkdirs(OUT "/.config-only", &why);

	if (!ret)
		ret = cmd_kernel_enter(ctx, &b->kernel, &b->kbuild,
				   OUT "/.config-only/log", &why);
	if (!ret)
		ret = do_make(b, &why);
	if (ret)
		return cmd_cannot(ctx, &why);
	if (judge(b, reason, sizeof(reason)) != PASS) {
		cmd_show_build_error(ctx, &b->end, b->kbuild.log);
		diag_set(&why, NULL, 0, "%s", reason);
		return cmd_cannot(ctx, &why);
	}
	say("%s/.config\n", b->kbuild.obj);
	return EXIT_OK;
}

static int without(const struct ctx *ctx, struct build *b, enum outcome outcome,
		   const struct diag *why)
{
	if (!b->config_only)
		return cmd_stage_without(ctx, b->kernel.branch->name,
					 b->name.stage.name, outcome, why);
	cmd_cannot(ctx, why);
	return outcome == SKIP ? EXIT_NOTHING : EXIT_CANNOT;
}

static void build_release(struct build *b)
{
	new_warnings_release(&b->warnings);
	kbuild_end_release(&b->end);
	kbuild_release(&b->kbuild);
	kernel_release(&b->kernel);
}

static int run_build(struct ctx *ctx, struct build *b)
{
	const char *stage = b->name.stage.name;
	struct diag why = { 0 };
	struct result_key *key;
	enum outcome outcome;
	char line[2048];
	int ret;

	ret = kernel_find(&b->kernel, &why);
	if (ret)
		return without(ctx, b, ret > 0 ? SKIP : ERROR, &why);
	if (b->config_only)
		return config_only(ctx, b);
	key = kernel_build_key(&b->kernel, b->name.step, b->werror_new, &why);
	if (!key)
		return without(ctx, b, ERROR, &why);
	ret = cmd_stage_enter(ctx, &b->stage, &(struct cmd_stage_begin){
		b->kernel.branch->name, stage, key, b->force ||
		cmd_build_is_gone(b->kernel.branch, stage,
				  b->name.step_name.at, true) });
	if (ret >= 0)
		return ret;
	if (share(b, line, sizeof(line), &outcome))
		return cmd_stage_end(ctx, &b->stage, outcome, line);
	if (cmd_job_preflight(b->kernel.branch, NULL, &why))
		return cmd_stage_end(ctx, &b->stage, ERROR,
				     diag_line(&why, line, sizeof(line)));
	return build_in_order(ctx, b);
}

static int cmd_build_run(struct ctx *ctx, int argc, char **argv)
{
	struct build b = { 0 };
	int status = parse(ctx, &b, argc, argv);

	if (status)
		return status;
	b.kernel.branch = b.name.branch;
	status = run_build(ctx, &b);
	build_release(&b);
	return status;
}

const struct cmd cmd_build = {
	.name = "build",
	.args = "BRANCH --step K|--side before|after [--werror-new]\n"
		"                      [--force] [--config-only]",
	.summary = "Cross-build a branch without or with its fixes",
	.help =
"  --step K             the tree with the first K fixes of the series\n"
"  --side before|after  the first step, or the last: without or with the fixes\n"
"  --werror-new         FAIL for a warning in a touched file that the step before\n"
"                       does not have\n"
"  --force              also when the stored result still holds\n"
"  --config-only        stop after .config, and print its path\n"
"\n"
"The tree is checked out into work/PROJECT/BRANCH/src of the cache and compiled\n"
"in a sandbox, see backport(1). The step that is the base compiles first, the\n"
"others go on from a copy of its objects, or from those of the step before,\n"
"compiling only what differs. What the fixes touch is compiled before all else,\n"
"as 'backport objects' says: a step on which it does not compile FAILs at once.\n"
"Warnings that the step before lacks are shown: compared by source, file,\n"
"function, option and text, not by line; those of sources that a step did not\n"
"compile again are remembered. The configuration is allnoconfig with the\n"
"fragments of the target and the branch; a symbol that does not come out as asked\n"
"is an error. A [mode] with a fragment that a check names gets a kernel too,\n"
"STEP.MODE. ccache is used when it is in PATH. Under make, job slots are the\n"
"jobserver's; else one job per processor.\n"
"\n"
"The image, the modules and .config are left in STEP beside src, a link to a\n"
"folder that is named by their content; a boot holds it. The log (V=1) goes to\n"
"out/BRANCH/build.STEP.log, the result to out/BRANCH/build.STEP.json. What was\n"
"built of the same inputs before is not built again. A compiler that is killed or\n"
"breaks down is retried, at most twice.\n"
"\n"
"Exit status: 0 built; 1 the sources do not build (the first error and its\n"
"command are shown); 125 there is no such tree, or the series does not apply;\n"
"128 could not be carried out (no compiler, disk full); 129 usage.\n",
	.options = options,
	.values = "step before after; side before after",
	.needs_conf = true,
	.run = cmd_build_run,
};

// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport plan: the stages of the matrix as a makefile; GNU make is
 * the scheduler.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/matrix/plan.h"
#include "sys/build/kernel.h"
#include "sys/conf/branch.h"
#include "sys/conf/known-names.h"
#include "sys/matrix/hold.h"
#include "sys/os/fs.h"
#include "sys/os/sandbox.h"
#include "sys/os/share.h"
#include "sys/os/version.h"

#define FORCED_MAX	64

/* What is asked for besides the plan itself. */
struct asked {
	const char *forced[FORCED_MAX + 1];	/* see struct plan */
	size_t nr_forced;
	const char *target;	/* only branches of this one; NULL: all */
	bool list, slurm;
	bool changed;	/* without the stages whose results hold */
	struct plan_slurm how;
};

/* Whom a wrong option is told of: matrix.sh hands on those of `matrix`. */
static const struct cmd *called(void)
{
	return getenv("BACKPORT_FOR_MATRIX") ? &cmd_matrix : &cmd_plan;
}

static int parse_repeat(struct plan *plan, const char *value)
{
	char *end;

	errno = 0;
	plan->repeat = strtol(value, &end, 10);
	if (errno || *end || plan->repeat < 1 || plan->repeat > 1000)
		return cmd_usage(called(), "--repeat '%s': wanted a number from 1 to 1000",
				 value);
	return 0;
}

static const struct option options[] = {
	{ "force", required_argument, NULL, 'f' },
	{ "repeat", required_argument, NULL, 'r' },
	{ "step", required_argument, NULL, 's' },
	{ "side", required_argument, NULL, 's' },
	VALUE_OPTION("target", struct asked, target),
	{ "fix", required_argument, NULL, 'F' },
	{ "quick", no_argument, NULL, 'q' },
	FLAG_OPTION("changed", struct asked, changed),
	FLAG_OPTION("list", struct asked, list),
	{ "distcc", no_argument, NULL, 'd' },
	FLAG_OPTION("slurm", struct asked, slurm),
	VALUE_OPTION("slurm-args", struct asked, how.args),
	VALUE_OPTION("node-cache", struct asked, how.node_cache),
	{ 0 }
};

/* Names of stages and steps, once the branches are known. */
static int check_names(const struct plan *plan)
{
	for (const char *const *name = plan->forced; *name; name++)
		if (!plan_can_force(plan, *name))
			return cmd_usage(called(), "no stage '%s' to force; wanted build, boot, objects, build.before, build.after, boot.before, boot.after or all",
					 *name);
	if (plan->step && !plan_has_step(plan, plan->step))
		return cmd_usage(called(), "--step '%s': wanted before, after or the number of a step that every branch has",
				 plan->step);
	return 0;
}

static int parse(struct plan *plan, struct asked *a, int argc, char **argv)
{
	int opt;

	while ((opt = cmd_next_option(&cmd_plan, argc, argv, a)) != -1) {
		switch (opt) {
		case 'f':
			if (a->nr_forced == FORCED_MAX)
				return cmd_usage(called(), "more than %d --force",
						 FORCED_MAX);
			a->forced[a->nr_forced++] = optarg;
			break;
		case 'r':
			if (parse_repeat(plan, optarg))
				return EXIT_USAGE;
			break;
		case 's':
			plan->step = optarg;
			break;
		case 'F':
			plan->fix = optarg;
			break;
		case 'q':
			plan->quick = true;
			break;
		case 'd':
			plan->distcc = true;
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (!a->slurm && (a->how.args[0] || a->how.node_cache))
		return cmd_usage(called(), "--slurm-args and --node-cache want --slurm");
	return 0;
}

/* Adds a branch unless it is there, of another target, or without the fix. */
static void add_branch(struct plan *plan, struct plan_branch *branch,
		       const struct branch *b, const char *target)
{
	if ((target && strcmp(b->target->name, target)) ||
	    (plan->fix && !branch_fix(b, plan->fix)))
		return;
	for (size_t i = 0; i < plan->nr; i++)
		if (!strcmp(branch[i].name, b->name))
			return;
	branch[plan->nr++] = (struct plan_branch){
		.name = b->name, .nr_steps = b->nr_steps };
}

/* Adds those that are called so; all when name is NULL. */
static void add_branches(struct plan *plan, struct plan_branch *branch,
			 const struct conf *conf, const char *name,
			 const char *target)
{
	for (size_t i = 0; i < conf->nr_branches; i++)
		if (!name || branch_is_called(&conf->branch[i], name))
			add_branch(plan, branch, &conf->branch[i], target);
}

/*
 * The branches asked for, each once, else all, of the target asked for; into
 * branch, which has room for all.
 */
static int choose(struct plan *plan, const struct conf *conf, char **asked,
		  const char *target, struct plan_branch *branch,
		  struct diag *why)
{
	for (char **name = asked; *name; name++)
		if (!conf_branch(conf, *name, why))
			return -1;
	if (!*asked)
		add_branches(plan, branch, conf, NULL, target);
	for (char **name = asked; *name; name++)
		add_branches(plan, branch, conf, *name, target);
	plan->branch = branch;
	if (plan->nr)
		return 0;
	if (!plan->fix) {
		for (size_t i = 0; i < conf->nr_targets; i++)
			if (target && !strcmp(conf->target[i].name, target))
				return diag_set(why, NULL, 0, "no branch that is asked for is for the target '%s'",
						target);
		return no_such_target(conf, target ? target : "", why);
	}
	for (size_t i = 0; i < conf->nr_branches; i++)
		if (branch_fix(&conf->branch[i], plan->fix))
			return diag_set(why, NULL, 0, "no branch that is asked for has the fix '%s'; %s has it",
					plan->fix, conf->branch[i].name);
	return no_such_fix(conf, NULL, plan->fix, why);
}

/*
 * Finds the branches of which nothing is to be run again. What is forced is,
 * and a quick run or one of a single step leaves no whole set of results.
 */
static void find_held(const struct plan *plan, const struct conf *conf,
		      struct plan_branch *branch)
{
	struct diag ignored = { 0 };

	for (size_t i = 0; i < plan->nr; i++)
		branch[i].holds = !plan->forced[0] && !plan->quick &&
			!plan->step &&
			results_hold(conf_branch(conf, branch[i].name,
						 &ignored),
				     OUT, plan->repeat);
}

/*
 * Says of which branches no kernel can be configured: of these only the first
 * stage is run, which stores why.
 */
static void find_unready(const struct ctx *ctx, const struct plan *plan,
			 struct plan_branch *branch)
{
	struct diag why = { 0 }, ignored = { 0 };
	char line[2048];

	for (size_t i = 0; i < plan->nr; i++) {
		const struct branch *b = conf_branch(&ctx->conf, branch[i].name,
						     &ignored);

		branch[i].unready = kernel_check_config(b, &why);
		if (branch[i].unready && ctx->verbosity >= 0)
			notice("backport: %s: %s\n", b->name,
			       diag_line(&why, line, sizeof(line)));
	}
}

/* What it takes to run a compiler elsewhere. */
static int check_distcc(struct diag *why)
{
	static const char *const wanted[] = { "ccache", "distcc" };

	for (size_t i = 0; i < 2; i++)
		if (!program_found(wanted[i]))
			return diag_set(why, NULL, 0,
					"--distcc wants '%s', which is not in PATH; apt-get install %s brings it",
					wanted[i], wanted[i]);
	return 0;
}

static int write_slurm(const struct plan *plan, struct plan_slurm *how,
		       struct buf *out, struct diag *why)
{
	char *cwd = getcwd(NULL, 0), *cache = fs_cache(why), *bases = NULL;
	char *script = share_path(NULL, "slurm.sh", why);
	int ret = -1;

	if (cwd && cache && script) {
		bases = xstrfmt("%s%s%s/linux.git", cache[0] == '/' ? "" : cwd,
				cache[0] == '/' ? "" : "/", cache);
		how->cwd = cwd;
		how->bases = bases;
		how->script = script;
		ret = plan_slurm(plan, how, out, why);
	}
	free(script);
	free(bases);
	free(cache);
	free(cwd);
	return ret;
}

static int write_plan(const struct plan *plan, struct asked *a,
		      struct buf *out, struct diag *why)
{
	if (plan->distcc && check_distcc(why))
		return -1;
	if (!a->list)
		return a->slurm ? write_slurm(plan, &a->how, out, why) :
			plan_makefile(plan, out, why);
	for (size_t i = 0; i < plan->nr; i++)
		buf_addf(out, "%s\n", plan->branch[i].name);
	return 0;
}

static int cmd_plan_run(struct ctx *ctx, int argc, char **argv)
{
	struct plan plan = { .conf_path = ctx->conf_path, .out = OUT,
			     .repeat = 1 };
	struct asked asked = { .how.args = "" };
	struct plan_branch *branch = NULL;
	struct buf out = { 0 };
	struct diag why = { 0 };
	char *program = NULL;
	int status = parse(&plan, &asked, argc, argv);

	if (status)
		return status;
	plan.forced = asked.forced;
	branch = grow_array(NULL, ctx->conf.nr_branches, sizeof(*branch));
	status = choose(&plan, &ctx->conf, argv + optind, asked.target, branch,
			&why) ? EXIT_CANNOT : check_names(&plan);
	if (status)
		goto out;
	if (asked.changed && !asked.list && !asked.slurm)
		find_held(&plan, &ctx->conf, branch);
	if (!asked.list)
		find_unready(ctx, &plan, branch);
	status = EXIT_CANNOT;
	/*
	 * said before anything is fetched or built; Slurm's nodes may differ
	 * from this machine
	 */
	if (!asked.list && !asked.slurm && sandbox_check(&why))
		goto out;
	plan.program = program = program_path(ctx->program);
	if (write_plan(&plan, &asked, &out, &why))
		goto out;
	say_bytes(buf_span(&out));
	status = EXIT_OK;
out:
	if (status == EXIT_CANNOT)
		cmd_cannot(ctx, &why);
	buf_release(&out);
	free(program);
	free(branch);
	return status;
}

const struct cmd cmd_plan = {
	.name = "plan",
	.args = "[--target T] [--fix NAME] [--step K | --quick]\n"
		"                     [--force STAGE]... [--repeat N] [--changed] [--distcc]\n"
		"                     [--list | --slurm [--slurm-args ARGS] [--node-cache DIR]]\n"
		"                     [BRANCH...]",
	.summary = "Print the stages of the matrix as a makefile or as Slurm jobs",
	.help =
"  --target T     only branches of this target\n"
"  --step K       only the stages of this step: before, after or a number; the\n"
"                 others' are as they are stored; --side K is the same\n"
"  --fix NAME     only branches that have this fix, and only the verdict on it\n"
"  --quick        only the first step and the last; every verdict then says so\n"
"  --force STAGE  also when the stored result holds: objects, build or boot (all\n"
"                 steps), build.after, boot.1 and so on, or all\n"
"  --repeat N     boot every step and mode N times\n"
"  --changed      of a branch whose stored results all hold only the verdict\n"
"  --distcc       compilers run through distcc, below ccache, on $DISTCC_HOSTS\n"
"  --list         only the names of the branches that would be run\n"
"  --slurm        a shell script that submits Slurm jobs and waits for them\n"
"  --slurm-args   options for each sbatch: '-p kernels -c 16 --time=60'\n"
"  --node-cache   the cache, on each node's own disk (default: the same as here)\n"
"\n"
"For each branch (all, when none is named): tree, apply, objects, a build and a\n"
"boot of each step and the verdict, with what each needs. The steps are before,\n"
"step1 and so on, after: one more than the series has fixes. 'backport matrix'\n"
"runs this and more. Of a branch whose Kconfig fragments cannot be read only the\n"
"first stage is run, which stores why; plan says it, too. To run it yourself, in\n"
"the project's folder:\n"
"\n"
"  backport plan | make -k -j8 -f -\n"
"  backport plan --slurm --node-cache /var/tmp/backport | sh\n"
"\n"
"Kernel builds take their job slots from that make, so that all branches share\n"
"one pool. A stage that fails stops no other branch; the verdict always runs.\n"
"\n"
"Under Slurm the project's folder must be seen by all nodes. What needs one\n"
"node's disk is one job per branch (tree, apply, objects, the builds); each boot\n"
"is a job, and so is the verdict. Images go through out/BRANCH/STEP; a base that\n"
"a node lacks is taken from the cache here when the node sees it, else from where\n"
"backport.conf says. The job of a node that dies is run again on another, and\n"
"what was published holds. When the script is ended, its jobs are cancelled.\n"
"\n"
"Exit status: 0; 128 no such branch, or a name that cannot stand in a makefile;\n"
"129 usage.\n",
	.options = options,
	.values = "step before after; side before after; force objects build build.before build.after boot boot.before boot.after all",
	.no_json = true,
	.needs_conf = true,
	.run = cmd_plan_run,
};

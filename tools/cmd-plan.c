// SPDX-License-Identifier: GPL-2.0-only
/* backport plan: the stages of the matrix as a makefile; GNU make is the scheduler. */
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/plan.h"
#include "sys/fs.h"

static int parse(struct plan *plan, int argc, char **argv)
{
	static const struct option options[] = {
		{ "force", required_argument, NULL, 'f' },
		{ "repeat", required_argument, NULL, 'r' },
		{ 0 }
	};
	char *end;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (opt) {
		case 'f':
			if (!plan_force(&plan->forced, optarg))
				return cmd_usage(&cmd_plan, "no stage '%s' to force; wanted build, boot, build.before, build.after, boot.before, boot.after or all",
						 optarg);
			break;
		case 'r':
			errno = 0;
			plan->repeat = strtol(optarg, &end, 10);
			if (errno || *end || plan->repeat < 1 ||
			    plan->repeat > 1000)
				return cmd_usage(&cmd_plan, "--repeat '%s': wanted a number from 1 to 1000",
						 optarg);
			break;
		default:
			return cmd_usage(&cmd_plan, "see the options below");
		}
	}
	return 0;
}

/* Where this program is: make may run in another folder's shell. */
static char *self(const struct ctx *ctx)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	return fs_path("%.*s", n > 0 ? (int)n : 4096,
		       n > 0 ? path : ctx->program);
}

static bool named(const char **names, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* The branches asked for, each once, else all; in *names, which the caller frees. */
static int choose(const struct ctx *ctx, char **asked, const char ***names,
		  size_t *nr, struct diag *why)
{
	const struct conf *conf = &ctx->conf;

	*names = grow_array(NULL, conf->nr_branches, sizeof(**names));
	*nr = 0;
	for (; *asked; asked++) {
		if (!conf_branch(conf, *asked, why))
			return -1;
		if (!named(*names, *nr, *asked))
			(*names)[(*nr)++] = *asked;
	}
	if (*nr)
		return 0;
	for (; *nr < conf->nr_branches; ++*nr)
		(*names)[*nr] = conf->branch[*nr].name;
	return 0;
}

static int cmd_plan_run(struct ctx *ctx, int argc, char **argv)
{
	struct plan plan = { .conf_path = ctx->conf_path, .out = OUT,
			     .repeat = 1 };
	const char **names = NULL;
	struct buf out = { 0 };
	struct diag why = { 0 };
	char *program = NULL;
	int status = parse(&plan, argc, argv);

	if (status)
		return status;
	status = EXIT_CANNOT;
	if (choose(ctx, argv + optind, &names, &plan.nr, &why))
		goto out;
	plan.branch = names;
	plan.program = program = self(ctx);
	if (plan_makefile(&plan, &out, &why))
		goto out;
	fwrite(out.at, 1, out.len, stdout);
	status = EXIT_OK;
out:
	if (status)
		cmd_cannot(ctx, &why);
	buf_release(&out);
	free(program);
	free(names);
	return status;
}

const struct cmd cmd_plan = {
	.name = "plan",
	.args = "[--force STAGE]... [--repeat N] [BRANCH...]",
	.summary = "Print the stages of the matrix as a makefile",
	.help =
"  --force STAGE  also when the stored result holds: build or boot (both sides),\n"
"                 build.after and so on, or all\n"
"  --repeat N     boot every side and mode N times\n"
"\n"
"For each branch (all, when none is named): tree, apply, build.before,\n"
"build.after, boot.before, boot.after and the verdict, with what each needs. To\n"
"be run in the project's folder:\n"
"\n"
"  backport plan | make -k -j8 -f -\n"
"\n"
"Kernel builds take their job slots from that make, so that all branches share\n"
"one pool. A stage that fails stops no other branch; the verdict always runs.\n"
"\n"
"Exit status: 0; 128 no such branch, or a name that cannot stand in a makefile;\n"
"129 usage.\n",
	.needs_conf = true,
	.run = cmd_plan_run,
};

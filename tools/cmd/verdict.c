// SPDX-License-Identifier: GPL-2.0-only
/* backport verdict: judges a branch by the results of its stages. */
#include "cmd/cmd.h"
#include "sys/conf/branch.h"
#include "sys/matrix/judge.h"

#include <stdlib.h>
#include <string.h>

static void print(const struct ctx *ctx, struct judging *j, const char *only)
{
	json_t *o;

	if (ctx->json) {
		o = judging_json(j);
		cmd_print_json(o);
		return;
	}
	for (size_t f = 0; ctx->verbosity >= 0 && f < j->nr; f++) {
		struct judged_fix *fix = &j->fix[f];

		if (only && strcmp(only, fix->fix->name))
			continue;
		say("%s%s%s: %s: %s\n", j->branch->name,
		    j->nr > 1 ? " " : "", j->nr > 1 ? fix->fix->name : "",
		    verdict_name(fix->verdict), fix->reason);
	}
}

static int status_of(enum verdict verdict)
{
	static const int status[] = {
		[PROVED] = EXIT_OK, [UNPROVED] = EXIT_VERDICT,
		[BROKEN] = EXIT_VERDICT, [VERDICT_ERROR] = EXIT_CANNOT,
		[SKIPPED] = EXIT_NOTHING, [NO_VERDICT] = EXIT_NOTHING,
	};

	return cmd_is_job() ? EXIT_OK : status[verdict];
}

static const struct option options[] = {
	{ "fix", required_argument, NULL, 'f' },
	{ 0 }
};

/* The verdict on the fix of that name, NULL: on all. */
static enum verdict verdict_on(const struct judging *j, const char *fix)
{
	for (size_t f = 0; fix && f < j->nr; f++)
		if (!strcmp(j->fix[f].fix->name, fix))
			return j->fix[f].verdict;
	return j->verdict;
}

static int judge(const struct ctx *ctx, const char *name, const char *fix)
{
	/*
	 * In a matrix the stages have just compared their results with
	 * the inputs.
	 */
	const struct judge_what what = { .root = ctx->root,
					 .out = OUT,
					 .as_stored = cmd_is_job() };
	struct judging j = { 0 };
	struct diag why = { 0 };
	const struct branch *branch = conf_branch(&ctx->conf, name, &why);
	int status;

	if (!branch || branch_check_fix(branch, fix, &why))
		return cmd_cannot(ctx, &why);
	if (judge_branch(&j, &what, branch, &why) ||
	    judging_publish(&j, OUT, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		print(ctx, &j, fix);
		status = status_of(verdict_on(&j, fix));
	}
	judging_release(&j);
	return status;
}

static int cmd_verdict_run(struct ctx *ctx, int argc, char **argv)
{
	const char *fix = NULL;
	int opt;

	while ((opt = cmd_next_option(&cmd_verdict, argc, argv, NULL)) != -1) {
		if (opt != 'f')
			return EXIT_USAGE;
		fix = optarg;
	}
	if (optind + 1 != argc)
		return cmd_usage(&cmd_verdict, "wants one branch, got %d",
				 argc - optind);
	return judge(ctx, argv[optind], fix);
}

const struct cmd cmd_verdict = {
	.name = "verdict",
	.args = "BRANCH [--fix NAME]",
	.summary = "Judge a branch by the results of its stages",
	.help =
"  --fix NAME  only the verdict on that fix\n"
"\n"
"Works the verdict on each fix out from the results of the branch's stages and\n"
"their consoles. Step K has the first K fixes of the series:\n"
"  proved    in one mode at least the check fails at every step before the fix's\n"
"            own, as its signature says, and in every mode it passes at its own\n"
"            step and all later ones\n"
"  unproved  without the fix it passes, fails otherwise, or does not build; or\n"
"            another fix turns it; or boots of one mode differ, or were made by\n"
"            KVM at one step and by TCG at another; or the kernel is the same\n"
"            with the fix as without\n"
"  broken    a stage with the fix fails, or the kernel complains of more while\n"
"            starting than without it\n"
"  error     a stage could not be carried out\n"
"  skipped   a stage was skipped, for lack of a tree for instance\n"
"The verdict on the branch is the worst of them.\n"
"There is no verdict where a stage has no result; where the tree, a patch, the\n"
"kernel, the check, the configuration or a tool changed since, or may have, or is\n"
"not the same for all steps; or where a result is not what its console says.\n"
"Every command that shows a verdict works it out in this way.\n"
"out/BRANCH/verdict.json says what it was, and is not read again.\n"
"\n"
"Exit status: 0 proved; 1 unproved or broken; 125 skipped, or no verdict; 128\n"
"error; 129 usage.\n",
	.options = options,
	.needs_conf = true,
	.run = cmd_verdict_run,
};

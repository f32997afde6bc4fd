// SPDX-License-Identifier: GPL-2.0-only
/* backport verdict: judges a branch by the results of its stages. */
#include "cmd/cmd.h"
#include "sys/matrix/judge.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static void print(const struct ctx *ctx, struct judging *j)
{
	json_t *o;
	char *line;

	if (ctx->json) {
		o = judging_json(j);
		line = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
		puts(line ? line : "{}");
		free(line);
		json_decref(o);
	} else if (ctx->verbosity >= 0) {
		printf("%s: %s: %s\n", j->branch->name,
		       verdict_name(j->verdict),
		       diag_plain(j->reason));
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

static const struct option options[] = { { 0 } };

static int cmd_verdict_run(struct ctx *ctx, int argc, char **argv)
{
	/*
	 * In a matrix the stages have just compared their results with
	 * the inputs.
	 */
	const struct judge_what what = { .conf = &ctx->conf, .root = ctx->root,
					 .out = OUT,
					 .as_stored = cmd_is_job() };
	const struct branch *branch;
	struct judging j = { 0 };
	struct diag why = { 0 };
	int status;

	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return cmd_usage(&cmd_verdict, "it has no options");
	if (optind + 1 != argc)
		return cmd_usage(&cmd_verdict, "wants one branch, got %d",
				 argc - optind);
	branch = conf_branch(&ctx->conf, argv[optind], &why);
	if (!branch)
		return cmd_cannot(ctx, &why);
	if (judge_branch(&j, &what, branch, &why) ||
	    judging_publish(&j, OUT, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		print(ctx, &j);
		status = status_of(j.verdict);
	}
	judging_release(&j);
	return status;
}

const struct cmd cmd_verdict = {
	.name = "verdict",
	.args = "BRANCH",
	.summary = "Judge a branch by the results of its stages",
	.help =
"Works the verdict out from the results of the branch's stages and their consoles:\n"
"  proved    in every mode the check fails without the fix, as the fix's\n"
"            signature says, and passes with it\n"
"  unproved  without the fix it passes, fails otherwise, or does not build; or\n"
"            boots of one mode differ\n"
"  broken    a stage with the fix fails\n"
"  error     a stage could not be carried out\n"
"  skipped   a stage was skipped, for lack of a tree for instance\n"
"There is no verdict where a stage has no result; where a result is stale, of\n"
"another tree, patch, kernel, check, configuration or tool than there is now, or\n"
"nobody can tell; or where a result is not what its console says.\n"
"Whatever shows a verdict works it out in this way. out/BRANCH/verdict.json says\n"
"what it was, and is not read again.\n"
"\n"
"Exit status: 0 proved; 1 unproved or broken; 125 skipped, or no verdict; 128\n"
"error; 129 usage.\n",
	.options = options,
	.needs_conf = true,
	.run = cmd_verdict_run,
};

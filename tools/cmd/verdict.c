// SPDX-License-Identifier: GPL-2.0-only
/* backport verdict: joins what the stages of a branch came to. */
#include "cmd/cmd.h"
#include "sys/matrix/judge.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

/*
 * Results of other inputs than there are now prove nothing of the branch as it
 * is. In a matrix the stages have just seen to that themselves.
 */
static void judge_age(const struct ctx *ctx, struct judging *j)
{
	const struct branch *b = j->branch;
	char line[1024];

	for (int i = STAGE_BUILD_BEFORE; i < NR_STAGES && !cmd_is_job(); i++) {
		struct diag why = { 0 };

		if (!cmd_stage_is_stale(ctx, b, i, &why))
			continue;
		j->verdict = VERDICT_ERROR;
		snprintf(j->reason, sizeof(j->reason),
			 "%s is stale, %s: run ./build-matrix.sh --only %s",
			 stage_name(i), diag_line(&why, line, sizeof(line)),
			 b->name);
		return;
	}
}

static json_t *verdict_json(const struct judging *j)
{
	json_t *o = json_object(), *stages = json_object(), *modes;
	double seconds = 0;

	for (int i = 0; i < NR_STAGES; i++) {
		if (!j->e.stage[i].there)
			continue;
		seconds += j->stage[i].seconds;
		json_object_set_new(stages, stage_name(i),
				    json_string(outcome_name(j->e.stage[i].outcome)));
	}
	json_object_set_new(o, "branch", json_string(j->branch->name));
	json_object_set_new(o, "verdict", json_string(verdict_name(j->verdict)));
	json_object_set_new(o, "reason", text_json(j->reason));
	json_object_set_new(o, "base", json_string(j->branch->base));
	json_object_set_new(o, "seconds", json_real(seconds));
	json_object_set_new(o, "stages", stages);
	modes = json_object_get(j->stage[STAGE_BOOT_BEFORE].more, "modes");
	json_object_set(o, "before", modes ? modes : json_null());
	modes = json_object_get(j->stage[STAGE_BOOT_AFTER].more, "modes");
	json_object_set(o, "after", modes ? modes : json_null());
	return o;
}

static int publish(const struct judging *j, const json_t *o, struct diag *why)
{
	char *folder = fs_path("%s/%s", OUT, j->branch->name);
	char *path = fs_path("%s/verdict.json", folder);
	char *dump = json_dumps(o, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	struct buf text = { 0 };
	int ret = fs_mkdirs(folder, why);

	buf_addf(&text, "%s\n", dump ? dump : "{}");
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
	buf_release(&text);
	free(dump);
	free(path);
	free(folder);
	return ret;
}

static void print(const struct ctx *ctx, const struct judging *j,
		  const json_t *o)
{
	char *line;

	if (ctx->json) {
		line = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
		puts(line ? line : "{}");
		free(line);
	} else if (ctx->verbosity >= 0) {
		printf("%s: %s: %s\n", j->branch->name,
		       verdict_name(j->verdict), j->reason);
	}
}

static int status_of(enum verdict verdict)
{
	static const int status[] = {
		[PROVED] = EXIT_OK, [UNPROVED] = EXIT_VERDICT,
		[BROKEN] = EXIT_VERDICT, [VERDICT_ERROR] = EXIT_CANNOT,
		[SKIPPED] = EXIT_NOTHING,
	};

	return cmd_is_job() ? EXIT_OK : status[verdict];
}

static const struct option options[] = { { 0 } };

static int cmd_verdict_run(struct ctx *ctx, int argc, char **argv)
{
	const struct branch *branch;
	struct judging j = { 0 };
	struct diag why = { 0 };
	json_t *o;
	int status = EXIT_CANNOT;

	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return cmd_usage(&cmd_verdict, "it has no options");
	if (optind + 1 != argc)
		return cmd_usage(&cmd_verdict, "wants one branch, got %d",
				 argc - optind);
	branch = conf_branch(&ctx->conf, argv[optind], &why);
	if (!branch)
		return cmd_cannot(ctx, &why);
	if (judge_branch(&j, &ctx->conf, branch, OUT, &why)) {
		status = cmd_cannot(ctx, &why);
		goto out;
	}
	judge_age(ctx, &j);
	o = verdict_json(&j);
	if (publish(&j, o, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		print(ctx, &j, o);
		status = status_of(j.verdict);
	}
	json_decref(o);
out:
	judging_release(&j);
	return status;
}

const struct cmd cmd_verdict = {
	.name = "verdict",
	.args = "BRANCH",
	.summary = "Judge a branch by what its stages came to",
	.help =
"Joins the stored results of the branch's stages into out/BRANCH/verdict.json:\n"
"  proved    in every mode the check fails without the fix, as the fix's\n"
"            signature says, and passes with it\n"
"  unproved  without the fix it passes, fails otherwise, or does not build; or\n"
"            boots of one mode differ\n"
"  broken    a stage with the fix fails\n"
"  error     a stage could not be carried out, or was not run; or a result is\n"
"            stale: of another patch, check or tool than there is now\n"
"  skipped   a stage was skipped, for lack of a tree for instance\n"
"\n"
"Exit status: 0 proved; 1 unproved or broken; 125 skipped; 128 error; 129 usage.\n",
	.options = options,
	.needs_conf = true,
	.run = cmd_verdict_run,
};

// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the commands that are stages share: begin, end, one line that says how
 * it went.
 */
#include "cmd/cmd.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "sys/boot/preflight.h"
#include "sys/build/build-warnings.h"
#include "sys/build/mode-kernels.h"
#include "sys/build/objects-stage.h"
#include "sys/store/stage.h"

/* Set by the makefile that `backport plan` prints. */
#define JOB	"BACKPORT_JOB"

bool cmd_is_job(void)
{
	const char *job = getenv(JOB);

	return job && *job;
}

/* A job that its make left behind would go on building for nobody. */
static int end_with_make(struct diag *why)
{
	pid_t parent = getppid();

	if (!cmd_is_job())
		return 0;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() == parent && parent != 1)
		return 0;
	return diag_set(why, NULL, 0, "the make that started this is gone");
}

int cmd_stage_args(const struct ctx *ctx, const struct cmd *cmd, char **argv,
		   const char *step, struct cmd_stage_name *name)
{
	struct diag why = { 0 };
	size_t nr_steps, nr = 0;

	while (argv[optind + nr])
		nr++;
	if (nr != 1)
		return cmd_usage(cmd, "wants one branch, got %zu", nr);
	name->branch = conf_branch(&ctx->conf, argv[optind], &why);
	if (!name->branch)
		return cmd_cannot(ctx, &why);
	nr_steps = name->branch->nr_steps;
	if (!step)
		return cmd_usage(cmd, "which kernel? Wants --step before, --step after or --step K");
	if (!step_of(step, nr_steps, &name->step))
		return cmd_usage(cmd, "--step '%s': wanted before, after or a number up to %zu, the steps of %s",
				 step, nr_steps - 1, name->branch->name);
	name->step_name = step_name(name->step, nr_steps);
	name->stage = stage_id(strcmp(cmd->name, "boot") ?
			       stage_build(name->step) :
			       stage_boot(name->step, nr_steps), nr_steps);
	return 0;
}

int cmd_stage_begin(const struct ctx *ctx, struct stage *s,
		    const struct cmd_stage_begin *b, struct diag *why)
{
	int ret = end_with_make(why);

	memset(s, 0, sizeof(*s));
	if (!ret)
		ret = stage_lock(s, OUT, b->branch, b->stage, false, why);
	if (ret == 1) {
		if (ctx->verbosity >= 0)
			notice("backport: %s: waiting for %s: %s\n",
			       b->branch, b->stage, why->text);
		ret = stage_lock(s, OUT, b->branch, b->stage, true, why);
	}
	if (ret) {
		free(result_key_end(b->key));
		return -1;
	}
	ret = stage_begin(s, b->key, b->force, why);
	if (ret < 0)
		stage_release(s);
	else if (!ret && ctx->verbosity > 0 && s->changed && s->changed[0])
		notice("backport: %s: %s again: %s changed\n", b->branch,
		       b->stage, s->changed);
	return ret;
}

int cmd_outcome_status(enum outcome outcome)
{
	static const int status[] = {
		[PASS] = EXIT_OK, [FAIL] = EXIT_VERDICT,
		[ERROR] = EXIT_CANNOT, [SKIP] = EXIT_NOTHING,
	};

	return status[outcome];
}

static int status_of(enum outcome outcome)
{
	return cmd_is_job() ? EXIT_OK : cmd_outcome_status(outcome);
}

static void print(const struct ctx *ctx, const struct result *r, bool stored)
{
	char took[32] = "stored";
	json_t *o;

	if (!stored)
		snprintf(took, sizeof(took), "%.1f s", r->seconds);
	if (ctx->json) {
		o = result_json(r);
		json_object_set_new(o, "stored", json_boolean(stored));
		cmd_print_json(o);
	} else if (ctx->verbosity >= 0) {
		say("%s: %s %s (%s)%s%s\n", r->branch, r->stage,
		    outcome_name(r->outcome), took,
		    r->reason[0] ? ": " : "", r->reason);
	}
}

int cmd_stage_end(const struct ctx *ctx, struct stage *s, enum outcome outcome,
		  const char *reason)
{
	struct diag why = { 0 };
	int status;

	if (stage_end(s, outcome, reason, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		print(ctx, &s->result, false);
		status = status_of(outcome);
	}
	stage_release(s);
	return status;
}

int cmd_stage_enter(const struct ctx *ctx, struct stage *s,
		    const struct cmd_stage_begin *b)
{
	struct diag why = { 0 };
	int ret = cmd_stage_begin(ctx, s, b, &why), status;

	if (ret <= 0)
		return ret ? cmd_cannot(ctx, &why) : -1;
	print(ctx, &s->result, true);
	status = status_of(s->result.outcome);
	stage_release(s);
	return status;
}

/* In a matrix the stage "tree" says what is missing; the others follow. */
static bool follows_from_tree(const char *branch, const char *stage)
{
	struct result tree;
	struct diag ignored;
	bool skipped;

	if (!cmd_is_job() || !strcmp(stage, "tree") ||
	    result_load(&tree, OUT, branch, "tree", &ignored))
		return false;
	skipped = tree.outcome == SKIP;
	result_release(&tree);
	return skipped;
}

int cmd_stage_without(const struct ctx *ctx, const char *branch,
		      const char *stage, enum outcome outcome,
		      const struct diag *why)
{
	struct diag failed = { 0 };
	struct stage s;
	char line[2048];

	if (cmd_stage_begin(ctx, &s, &(struct cmd_stage_begin){
			branch, stage, NULL, true }, &failed) < 0)
		return cmd_cannot(ctx, &failed);
	diag_line(why, line, sizeof(line));
	if (outcome == SKIP && follows_from_tree(branch, stage))
		snprintf(line, sizeof(line), "there is no tree");
	return cmd_stage_end(ctx, &s, outcome, line);
}

int cmd_job_preflight(const struct branch *b, struct strings *left_out,
		      struct diag *why)
{
	return cmd_is_job() ? boot_preflight(".", b, left_out, why) : 0;
}

bool cmd_build_is_gone(const struct branch *b, const char *stage,
		       const char *step, bool warnings)
{
	struct diag ignored;
	struct result stored;
	bool gone;

	if (result_load(&stored, OUT, b->name, stage, &ignored))
		return false;
	gone = stored.outcome == PASS &&
		!(kernels_kept(b, step, &stored) &&
		  (!warnings || build_warnings_kept(b, step)));
	result_release(&stored);
	return gone;
}

int cmd_kernel_enter(const struct ctx *ctx, const struct kernel *k,
		     struct kbuild *kbuild, const char *log, struct diag *why)
{
	char line[2048];
	int ret = kbuild_open(kbuild, k->branch, log, false, why);

	if (ret <= 0)
		return ret;
	if (ctx->verbosity >= 0)
		notice("backport: %s: waiting: %s\n", k->branch->name,
		       diag_line(why, line, sizeof(line)));
	kbuild_release(kbuild);
	return kbuild_open(kbuild, k->branch, log, true, why);
}

void cmd_show_build_error(const struct ctx *ctx, const struct kbuild_end *end,
			  const char *log)
{
	if (ctx->verbosity < 0 || !end->error_lineno)
		return;
	notice("%s:%ld: %s\n", log, end->error_lineno, end->error);
	if (end->command[0])
		notice("the command was: %s\n", end->command);
}

static int make_objects(const struct ctx *ctx, const struct kernel *k,
			struct stage *s)
{
	char *log = xstrfmt("%s/%s/%s.log", OUT, k->branch->name,
			    OBJECTS_STAGE);
	struct objects o = { .outcome = ERROR };
	struct kbuild kbuild = { 0 };
	struct diag why = { 0 };
	char line[2048];
	struct strings left_out = { 0 };
	int ret = cmd_job_preflight(k->branch, &left_out, &why);

	/* once: each boot says it again, as the reason of its error */
	for (size_t i = 0; !ret && i < left_out.nr; i++)
		notice("backport: %s: %s\n", k->branch->name,
		       left_out.at[i]);
	strings_release(&left_out);
	if (!ret)
		ret = cmd_kernel_enter(ctx, k, &kbuild, log, &why);
	if (!ret)
		ret = objects_make(&o, k, &kbuild, &s->result, &why);
	/* before the result is out: a build that waits for it may begin */
	kbuild_release(&kbuild);
	for (int i = 1; !ret && i >= 0; i--)
		if (o.side[i].outcome == FAIL)
			cmd_show_build_error(ctx, &o.side[i].end, log);
	ret = ret ? cmd_stage_end(ctx, s, ERROR,
				  diag_line(&why, line, sizeof(line))) :
		cmd_stage_end(ctx, s, o.outcome,
			      o.reason.len ? o.reason.at : "");
	objects_release(&o);
	free(log);
	return ret;
}

int cmd_objects_stage(const struct ctx *ctx, const struct kernel *k,
		      bool force)
{
	struct stage s;
	int status = cmd_stage_enter(ctx, &s, &(struct cmd_stage_begin){
		k->branch->name, OBJECTS_STAGE, objects_key(k),
		force || objects_gone(OUT, k->branch) });

	return status < 0 ? make_objects(ctx, k, &s) : status;
}

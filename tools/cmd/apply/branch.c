// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport apply BRANCH: a branch of the configuration, and with --stage its
 * apply stage of the matrix.
 */
#include "cmd/apply/branch.h"

#include <stdlib.h>

#include "cmd/apply/base.h"
#include "cmd/apply/bases.h"
#include "sys/conf/branch-files.h"
#include "sys/git/repo.h"
#include "sys/import/import.h"
#include "sys/import/notice.h"
#include "sys/os/fs.h"
#include "sys/series/branch-base.h"
#include "sys/series/steps.h"
#include "sys/store/patchset.h"
#include "sys/store/stage.h"

static enum outcome stage_outcome(const struct branch_steps *steps)
{
	switch (steps->state) {
	case STEPS_FOUND:
		return PASS;
	case STEPS_REFUSED:
		return FAIL;
	case STEPS_NO_BASE:
		break;
	}
	return SKIP;
}

/* Stores out/<branch>/apply.json of the steps that were found. */
static int store_steps(const struct ctx *ctx, const struct branch *b,
		       const struct branch_steps *steps)
{
	struct diag why = { 0 };
	json_t *patches = patchset_read(ctx->root, b, &why);
	struct stage s;
	int status;

	if (!patches)
		return cmd_stage_without(ctx, b->name, "apply", ERROR, &why);
	status = cmd_stage_enter(ctx, &s, &(struct cmd_stage_begin){
		b->name, "apply", branch_steps_key(steps, b, patches),
		false });
	if (status < 0)
		json_object_set(s.result.more, "patches", patches);
	if (status < 0 && steps->nr > 2)
		json_object_set_new(s.result.more, "steps",
				    branch_steps_json(steps, b));
	json_decref(patches);
	return status < 0 ? cmd_stage_end(ctx, &s, PASS, NULL) : status;
}

/* The branch's apply stage, whichever of its steps the base is. */
static int apply_stage(const struct ctx *ctx, const struct branch *b)
{
	git_repository *repo = NULL;
	struct branch_steps steps = { 0 };
	struct diag why = { 0 };
	int ret = repo_open(&repo, &why), status;

	if (!ret)
		ret = branch_steps_find(repo, ctx->root, b, &steps, &why);
	git_repository_free(repo);
	if (!ret && steps.state == STEPS_FOUND) {
		status = store_steps(ctx, b, &steps);
	} else {
		if (!ret)
			diag_set(&why, NULL, 0, "%s", steps.sentence);
		status = cmd_stage_without(ctx, b->name, "apply", ret ? ERROR :
					   stage_outcome(&steps), &why);
	}
	branch_steps_release(&steps);
	return status;
}

/*
 * The word may have been meant for a patch too: beside a tree, or of a name
 * that no patch has. Returns the exit status.
 */
static int no_branch(const struct ctx *ctx, const struct apply_options *o,
		     const char *name, struct diag *why)
{
	const struct diag cause = *why;

	if (fs_is_file(name))
		return cmd_usage(&cmd_apply, "'%s' is a file, not a BRANCH: give the tree too, --base TREEISH",
				 name);
	if (o->base)
		diag_set(why, NULL, 0, "no patch file '%s', and %s", name,
			 cause.text);
	return cmd_cannot(ctx, why);
}

int apply_branch(struct ctx *ctx, struct apply_options *o, const char *name)
{
	git_repository *cache = NULL;
	const struct branch *b;
	struct diag why = { 0 };
	char *series, *patches;
	int status = EXIT_CANNOT, missing;

	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why))
		return cmd_cannot(ctx, &why);
	b = conf_branch(&ctx->conf, name, &why);
	if (!b)
		return no_branch(ctx, o, name, &why);
	if (!o->stage && repo_open(&cache, &why))
		return cmd_cannot(ctx, &why);
	if (o->stage)
		return apply_stage(ctx, b);
	if (ctx->verbosity >= 0)
		import_on_notice(cmd_say);
	missing = o->base ? 0 : o->check ? import_find(cache, b, &why) :
		  import_branch(cache, &ctx->conf, b, &why);
	if (!o->base)
		o->base = repo_base_of(cache, b);
	git_repository_free(cache);
	if (missing) {
		cmd_cannot(ctx, &why);
		return missing == 1 ? EXIT_NOTHING : EXIT_CANNOT;
	}
	series = branch_series(b, ctx->root);
	patches = branch_patches(b, ctx->root);
	if (!o->series && !o->nr_patches) {
		o->branch = b;
		o->series = series;
		o->patches = patches;
	}
	if (branch_base_is_made(b))
		o->over = b;
	status = o->bases ? apply_to_bases(ctx, o) : apply_to_base(ctx, o);
	free(series);
	free(patches);
	return status;
}

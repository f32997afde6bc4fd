// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase: a branch's series moved to a new base. */
#include "cmd/rebase/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/rebase/show.h"
#include "cmd/rebase/walk.h"
#include "cmd/rebase/write.h"
#include "sys/conf/branch-files.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/series/branch-base.h"

static const char help[] =
"Moves a branch's series from its base to another, patch by patch: each fits as\n"
"it is, is refreshed (its lines and surroundings are written anew, its header\n"
"stays), is upstream (all of it is in the new base: its series line goes, unless\n"
"it is a fix's own, whose before is made by taking it out again), is ported (as\n"
"backport port does, with notes of what had to change) or is a conflict. On a\n"
"conflict nothing is written. The base of backport.conf is yours to change then.\n"
"\n"
"  --onto TREEISH     the new base: a base, GITDIR@REV or a folder\n"
"  --refresh          the base that it has: only makes the patches canonical\n"
"                     (git's format, a/ and b/, no timestamps, exact lines, git's\n"
"                     function names at @@; headers, renames and binary changes\n"
"                     stay as they are); what is canonical already keeps every\n"
"                     byte\n"
"  --full-index       writes ids of 40 digits; else as many as the patch has\n"
"  --walk PATTERN     moves nothing: says of each patch, over the releases that\n"
"                     PATTERN names, from which on it stops fitting, or is\n"
"                     merged, and where that shows. PATTERN is of the cache's\n"
"                     bases, or GITDIR@PATTERN of a repository's tags: 'v4.9.*'.\n"
"                     A patch that is refused is passed over for those behind it\n"
"  --dry-run          writes nothing; says what would be\n"
"  --json             one line per patch: patch, state, and of a ported one how;\n"
"                     with --walk patch, and per change release, state, proof\n"
"\n"
"Exit status: 0 moved, or no patch is refused by any release; 1 a conflict, or\n"
"one is; 128 could not be carried out; 129 usage.\n";

static int open_tree(struct rebase_run *r, const char *treeish,
		     struct port_tree *t, struct diag *why)
{
	if (repo_tree(r->cache, treeish, &t->tree, &t->repo, why))
		return -1;
	t->edited = tree_new(t->repo, t->tree, why);
	if (!t->edited)
		return -1;
	return branch_base_make(t->edited, r->ctx->root, r->branch, why);
}

static void close_tree(struct rebase_run *r, struct port_tree *t)
{
	tree_free(t->edited);
	git_tree_free(t->tree);
	if (t->repo != r->cache)
		git_repository_free(t->repo);
}

static int load(struct rebase_run *r, struct diag *why)
{
	const struct queue_source from = { .whole_files = true };
	const char *base;

	if (!r->dry_run && branch_check_writable(r->branch, why))
		return -1;
	if (repo_open(&r->cache, why) ||
	    queue_add_branch(&r->q, r->ctx->root, r->branch, &from, why))
		return -1;
	base = repo_base_of(r->cache, r->branch);
	if (open_tree(r, base, &r->was, why) ||
	    open_tree(r, r->onto ? r->onto : base, &r->to, why))
		return -1;
	return ident_committer(&r->who, r->cache, why);
}

static bool has_conflict(const struct rebase *r)
{
	for (size_t i = 0; i < r->nr; i++)
		if (r->patch[i].state == REBASE_CONFLICT)
			return true;
	return false;
}

static int carry_out(struct rebase_run *r)
{
	char *series = branch_series(r->branch, r->ctx->root);
	struct diag why = { 0 };
	int ret = load(r, &why);

	if (!ret)
		ret = rebase_make(&r->r, &r->q, &(struct rebase_move){
			&r->was, &r->to, r->who.name, r->full_ids }, &why);
	if (!ret) {
		rebase_show(r);
		if (has_conflict(&r->r))
			ret = EXIT_VERDICT;
		else if (!r->dry_run)
			ret = rebase_publish(r, series, &why);
	}
	if (ret < 0)
		ret = cmd_cannot(r->ctx, &why);
	rebase_release(&r->r);
	queue_release(&r->q);
	ident_release(&r->who);
	close_tree(r, &r->was);
	close_tree(r, &r->to);
	git_repository_free(r->cache);
	free(series);
	return ret;
}

static const struct option options[] = {
	VALUE_OPTION("onto", struct rebase_run, onto),
	FLAG_OPTION("dry-run", struct rebase_run, dry_run),
	FLAG_OPTION("refresh", struct rebase_run, refresh),
	FLAG_OPTION("full-index", struct rebase_run, full_ids),
	VALUE_OPTION("walk", struct rebase_run, walk),
	{ 0 },
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct rebase_run r = { .ctx = ctx };
	struct diag why = { 0 };

	optind = 0;
	if (cmd_next_option(&cmd_rebase, argc, argv, &r) != -1)
		return EXIT_USAGE;
	if (optind + 1 != argc)
		return cmd_usage(&cmd_rebase, "wants one branch, got %d",
				 argc - optind);
	if (!!r.onto + r.refresh + !!r.walk != 1)
		return cmd_usage(&cmd_rebase, "say where to: --onto TREEISH, --refresh, or --walk PATTERN");
	r.branch = conf_branch(&ctx->conf, argv[optind], &why);
	if (!r.branch)
		return cmd_cannot(ctx, &why);
	return r.walk ? rebase_walk(ctx, r.branch, r.walk) : carry_out(&r);
}

const struct cmd cmd_rebase = {
	.name = "rebase", .args = "BRANCH (--onto TREEISH | --refresh | --walk PATTERN)\n"
		"                       [--dry-run]",
	.summary = "Move a branch's series to a new base",
	.help = help, .options = options, .trees = "onto walk",
	.needs_conf = true, .run = run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: are all variants, and upstream's patch, the same change? */
#include "cmd/compare/compare.h"

#include <stdlib.h>

#include "sys/os/fs.h"
#include "sys/series/compare-fix.h"

/* What the command line asks for. */
struct asked {
	struct compare_from from;
	struct strings branches;	/* none: all */
};

static bool is_asked(const struct asked *a, const char *branch)
{
	return !a->branches.nr || strings_have(&a->branches, branch);
}

static int compare(const struct ctx *ctx, const struct asked *a,
		   struct compared_fix *f, struct diag *why)
{
	int ret = compared_fix_make(f, &a->from, why);
	char line[2048];

	if (ret > 0) {
		notice("backport compare: %s\n",
		       diag_line(why, line, sizeof(line)));
		return EXIT_NOTHING;
	}
	if (ret)
		return -1;
	if (ctx->json)
		compare_show_json(&f->comparison);
	else
		compare_show(ctx, &f->comparison);
	return compare_complain(&f->comparison);
}

static int compare_fix(const struct ctx *ctx, const struct asked *a,
		       const struct fix *fix, struct diag *why)
{
	struct compared_fix f = { .conf = &ctx->conf, .root = ctx->root,
				  .fix = fix };
	int ret = 0;

	for (size_t i = 0; i < ctx->conf.nr_branches && !ret; i++) {
		const struct branch *b = &ctx->conf.branch[i];

		if (!b->again && branch_has_fix(b, fix) && is_asked(a, b->line))
			ret = compared_fix_add_branch(&f, b, why);
	}
	if (!ret && !f.nr) {
		notice("backport compare: no branch carries %s; nothing to compare\n",
		       fix->name);
		ret = EXIT_NOTHING;
	} else if (!ret) {
		ret = compare(ctx, a, &f, why);
	}
	compared_fix_release(&f);
	return ret;
}

static int compare_files(const struct ctx *ctx, const struct asked *a,
			 char **files, struct diag *why)
{
	struct compared_fix f = { 0 };
	int ret = 0;

	for (; *files && !ret; files++)
		ret = compared_fix_add_file(&f, *files, why);
	if (!ret)
		ret = compare(ctx, a, &f, why);
	compared_fix_release(&f);
	return ret;
}

/* Every fix, or the one named; the worst exit status of them. */
static int compare_fixes(struct ctx *ctx, const struct asked *a,
			 const char *name, struct diag *why)
{
	int worst = EXIT_NOTHING;
	bool known = !name;

	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, why))
		return -1;
	for (size_t i = 0; i < a->branches.nr; i++)
		if (!conf_branch(&ctx->conf, a->branches.at[i], why))
			return -1;
	for (size_t i = 0; i < ctx->conf.nr_fixes; i++) {
		int ret;

		if (name && strcmp(ctx->conf.fix[i].name, name))
			continue;
		known = true;
		ret = compare_fix(ctx, a, &ctx->conf.fix[i], why);
		if (ret < 0)
			return ret;
		if (worst == EXIT_NOTHING || ret == EXIT_VERDICT)
			worst = ret;
	}
	if (!known)
		return diag_set(why, ctx->conf_path, 0, "no fix '%s' in it, and no such patch file",
				name);
	return worst;
}

static const struct option options[] = {
	LIST_OPTION("branch", struct asked, branches),
	VALUE_OPTION("upstream", struct asked, from.upstream),
	VALUE_OPTION("parent", struct asked, from.parent),
	VALUE_OPTION("repo", struct asked, from.repo),
	VALUE_OPTION("base", struct asked, from.base),
	{ 0 }
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	struct diag why = { 0 };
	int ret;

	if (cmd_next_option(&cmd_compare, argc, argv, &a) != -1)
		ret = EXIT_USAGE;
	else if (a.from.parent && !a.from.upstream && optind < argc &&
	    fs_exists(argv[optind]))
		ret = cmd_usage(&cmd_compare, "--parent needs --upstream, the tree or the patch that has the fix");
	else if (a.from.base && !(optind < argc && fs_exists(argv[optind])))
		ret = cmd_usage(&cmd_compare, "--base is the tree that patch files apply to; a branch has its own");
	else if (optind < argc && fs_exists(argv[optind]))
		ret = compare_files(ctx, &a, argv + optind, &why);
	else if (optind + 1 < argc)
		ret = cmd_usage(&cmd_compare, "one fix at a time, or patch files that exist");
	else
		ret = compare_fixes(ctx, &a, argv[optind], &why);
	strings_release(&a.branches);
	return ret < 0 ? cmd_cannot(ctx, &why) : ret;
}

const struct cmd cmd_compare = {
	.name = "compare",
	.args = "[--branch BRANCH]... [--upstream SOURCE]\n"
		"                        [--parent TREEISH] [--repo GITDIR]\n"
		"                        [FIX | [--base TREEISH] PATCH...]",
	.summary = "Compare a fix's variants with upstream's patch: the same change?",
	.help =
"Pairs the changes of upstream's patch with those of every branch's variant, by\n"
"function and by likeness, and prints a matrix: upstream's hunks down, branches\n"
"across. Below it, what differs is shown by word: [-upstream's-]{+variant's+}.\n"
"\n"
"  identical  changed lines and their surroundings are equal\n"
"  context    changed lines are equal, surroundings differ\n"
"  space      changed lines are equal but for white space\n"
"  adapted    changed lines differ, or stand in another function, on the other\n"
"             side of a statement, under another condition, loop or case,\n"
"             behind what keeps them from being run, or near a line that is\n"
"             upstream's but for a number, an operator, a cast or a jump\n"
"  missing    upstream's patch alone has it\n"
"  extra      the variant alone has it\n"
"\n"
"adapted, missing and extra need a reason in the variant's header, on one or more\n"
"lines before the last sign-off: [ who: reason ]. who is a person; what\n"
"upstream's message has as well is no reason. A reason names the function that it\n"
"is about, the hunk (hunk 3), or the file for what stands in no function, and\n"
"says what became of it:\n"
"  missing  dropped, left out, not in 4.4 ...; beside changes of the same\n"
"           function that are kept, also a name that only the missing lines have\n"
"  extra    added, needed, comes with it ...\n"
"  moved    before, after, in ...; both functions or files by name, files of one\n"
"           name with their folders\n"
"  adapted  more than 'adjusted context'; where nothing but a value differs\n"
"           (true, 4), that value\n"
"\n"
"Without FIX all fixes are compared. PATCH... compares any patch files with\n"
"--upstream.\n"
"\n"
"  --branch BRANCH    this branch alone; may be given again\n"
"  --upstream SOURCE  a patch file, or a commit: a revision of the cache's\n"
"                     repository, or GITDIR@REV. Default: patches/upstream/\n"
"                     <patch>, then the commit in --repo, then the variant of\n"
"                     the newest branch that lacks the fix\n"
"  --parent TREEISH   compare two trees instead, SOURCE and this one, in the\n"
"                     files that the variants touch; changes in functions that\n"
"                     no variant touches are counted and left out. When SOURCE\n"
"                     is a patch file, as by default: the tree that it applies to\n"
"  --base TREEISH     the tree that PATCH... apply to\n"
"  --repo GITDIR      hold the ids that headers claim against this repository:\n"
"                     id, subject and patch-id must belong together\n"
"\n"
"Whether a change moved past a statement is judged by the whole function on both\n"
"sides, where both trees are there: the branch's base, and upstream's commit, two\n"
"trees, or --parent and --base for patch files. Elsewhere it is judged by the\n"
"lines that the patches show, and a line below the matrix says so and why. Lines\n"
"near a change are compared as the patches show them. Renamed constants and\n"
"labels, other calls and other pointers among them are no difference.\n"
"\n"
"-q prints the matrix alone, -v shows pairs that differ in context too. --json\n"
"prints an object a pair and one a variant.\n"
"\n"
"Exit status: 0 the same change, or every difference has a reason; 1 a reason is\n"
"lacking or an id is wrong; 125 no branch carries the fix, or there is nothing to\n"
"compare its only variant with; 128 could not be done.\n",
	.options = options,
	.reads = "repo",
	.trees = "upstream parent base",
	.file_args = true,
	.pages = true,
	.run = run,
};

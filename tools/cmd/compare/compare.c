// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: are all variants, and upstream's patch, the same change? */
#include "cmd/compare/compare.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/os/fs.h"

#define ALL_HUNKS	((size_t)-1)

bool column_lacks_reason(const struct column *col)
{
	return !notes_reason(&col->variant.notes);
}

bool comparison_leaves_out(const struct comparison *c, const struct pair *pair)
{
	return c->unrelated && pair->kind == PAIR_MISSING &&
	       c->unrelated[pair->up.from];
}

static bool touches_hunk(const struct comparison *c, const struct pair *pair,
			 size_t hunk_nr)
{
	for (size_t u = 0; u < pair->up.nr; u++)
		if (c->changes.change[pair->up.from + u].hunk_nr == hunk_nr)
			return true;
	return false;
}

enum pair_kind column_worst_of_hunk(const struct comparison *c,
				   const struct column *col, size_t hunk_nr)
{
	enum pair_kind worst = PAIR_IDENTICAL;

	for (size_t i = 0; i < col->pairing.nr; i++) {
		const struct pair *pair = &col->pairing.pair[i];

		if (!comparison_leaves_out(c, pair) && pair->kind > worst &&
		    (hunk_nr == ALL_HUNKS || touches_hunk(c, pair, hunk_nr)))
			worst = pair->kind;
	}
	return worst;
}

enum pair_kind column_worst(const struct comparison *c, const struct column *col)
{
	return column_worst_of_hunk(c, col, ALL_HUNKS);
}

void comparison_release(struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		struct column *col = &c->column[i];

		for (size_t j = 0; j < col->nr_faults; j++)
			free(col->fault[j]);
		free(col->fault);
		pairing_release(&col->pairing);
		changes_release(&col->changes);
		variant_release(&col->variant);
		patched_files_release(&col->after);
		free(col->unknown);
		free(col->name);
	}
	free(c->column);
	changes_release(&c->changes);
	variant_release(&c->up);
	patched_files_release(&c->after);
	free(c->unrelated);
	free(c->unknown);
	free(c->tree);
	free(c->from);
	*c = (struct comparison){ 0 };
}

static int add_column(struct comparison *c, const char *name, const char *path,
		      struct diag *why)
{
	struct column *col;

	c->column = grow_array(c->column, c->nr + 1, sizeof(*c->column));
	col = &c->column[c->nr++];
	*col = (struct column){ .name = fs_path("%s", name) };
	if (variant_read(&col->variant, path, why))
		return -1;
	if (!col->variant.patch.nr)
		return diag_set(why, path, 0, "no diff in it: nothing to compare");
	changes_cut(&col->changes, &col->variant.patch);
	return 0;
}

static bool is_asked(const struct asked *a, const char *branch)
{
	for (size_t i = 0; i < a->nr_branches; i++)
		if (!strcmp(a->branch[i], branch))
			return true;
	return !a->nr_branches;
}

int compare_add_branches(const struct ctx *ctx, const struct asked *a,
			 struct comparison *c, struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; i < ctx->conf.nr_branches && !ret; i++) {
		const struct branch *b = &ctx->conf.branch[i];
		char *path;

		if (!compare_has_fix(b, c->fix) || !is_asked(a, b->name))
			continue;
		path = variant_path(ctx->root, b->name, c->fix->patch);
		ret = add_column(c, b->name, path, why);
		c->column[c->nr - 1].branch = b;
		free(path);
	}
	return ret;
}

/* True when a variant changes something in the function of upstream's change. */
static bool is_touched(const struct comparison *c, const struct change *g)
{
	for (size_t i = 0; i < c->nr; i++)
		for (size_t j = 0; j < c->column[i].changes.nr; j++) {
			const struct change *d = &c->column[i].changes.change[j];

			if (!strcmp(section_name(d->section),
				    section_name(g->section)) &&
			    d->scope.known && g->scope.known &&
			    g->scope.name.len && !change_scopes_differ(d, g))
				return true;
		}
	return false;
}

/* Two releases differ by more than the fix: a change in a function that no variant touches is not the fix's. */
static void find_unrelated(struct comparison *c)
{
	if (!c->two_trees)
		return;
	c->unrelated = grow_array(NULL, c->changes.nr, sizeof(*c->unrelated));
	for (size_t i = 0; i < c->changes.nr; i++)
		c->unrelated[i] = !is_touched(c, &c->changes.change[i]);
	for (size_t i = 0; i < c->nr; i++) {
		const struct pairing *p = &c->column[i].pairing;

		for (size_t j = 0; j < p->nr; j++)
			for (size_t u = 0; p->pair[j].down.nr &&
			     u < p->pair[j].up.nr; u++)
				c->unrelated[p->pair[j].up.from + u] = false;
	}
}

static int compare(const struct ctx *ctx, const struct asked *a,
		   struct comparison *c, struct diag *why)
{
	if (compare_find_upstream(ctx, a, c, why) ||
	    compare_see_files(ctx, a, c, why))
		return -1;
	for (size_t i = 0; i < c->nr; i++) {
		struct column *col = &c->column[i];

		pairing_make(&col->pairing, &c->changes, &col->changes);
		if (compare_check_claim(a, c, col, why))
			return -1;
	}
	find_unrelated(c);
	if (ctx->json)
		compare_show_json(c);
	else
		compare_show(ctx, c);
	return compare_complain(c);
}

static int compare_fix(const struct ctx *ctx, const struct asked *a,
		       const struct fix *fix, struct diag *why)
{
	struct comparison c = { .fix = fix };
	int ret = compare_add_branches(ctx, a, &c, why);

	if (!ret && !c.nr)
		ret = EXIT_NOTHING;
	else if (!ret)
		ret = compare(ctx, a, &c, why);
	comparison_release(&c);
	return ret;
}

static int compare_files(const struct ctx *ctx, const struct asked *a,
			 char **files, struct diag *why)
{
	struct comparison c = { 0 };
	int ret = 0;

	for (; *files && !ret; files++) {
		const char *slash = strrchr(*files, '/');
		char *name = fs_path("%s", slash ? slash + 1 : *files);
		char *dot = strrchr(name, '.');

		if (dot && dot != name)
			*dot = '\0';
		ret = add_column(&c, name, *files, why);
		free(name);
	}
	if (!ret)
		ret = compare(ctx, a, &c, why);
	comparison_release(&c);
	return ret;
}

/* Every fix, or the one named; the worst exit status of them. */
static int compare_fixes(struct ctx *ctx, const struct asked *a,
			 const char *name, struct diag *why)
{
	int worst = EXIT_NOTHING;
	bool known = !name;

	if (conf_read(&ctx->conf, ctx->conf_path, why))
		return -1;
	for (size_t i = 0; i < a->nr_branches; i++)
		if (!conf_branch(&ctx->conf, a->branch[i], why))
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
	if (worst == EXIT_NOTHING)
		fputs("backport compare: no branch carries it; nothing to compare\n",
		      stderr);
	return worst;
}

static const struct option options[] = {
	{ "branch", required_argument, NULL, 'b' },
	{ "upstream", required_argument, NULL, 'u' },
	{ "parent", required_argument, NULL, 'p' },
	{ "repo", required_argument, NULL, 'r' },
	{ "base", required_argument, NULL, 'B' },
	{ 0 }
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	struct diag why = { 0 };
	int opt, ret;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (opt) {
		case 'b':
			a.branch = grow_array(a.branch, a.nr_branches + 1,
					      sizeof(*a.branch));
			a.branch[a.nr_branches++] = optarg;
			break;
		case 'u':
			a.upstream = optarg;
			break;
		case 'p':
			a.parent = optarg;
			break;
		case 'r':
			a.repo = optarg;
			break;
		case 'B':
			a.base = optarg;
			break;
		default:
			free(a.branch);
			return cmd_usage(&cmd_compare, "unknown option, or one without its value");
		}
	}
	if (a.parent && !a.upstream && optind < argc && fs_exists(argv[optind]))
		ret = cmd_usage(&cmd_compare, "--parent needs --upstream, the tree or the patch that has the fix");
	else if (a.base && !(optind < argc && fs_exists(argv[optind])))
		ret = cmd_usage(&cmd_compare, "--base is the tree that patch files apply to; a branch has its own");
	else if (optind < argc && fs_exists(argv[optind]))
		ret = compare_files(ctx, &a, argv + optind, &why);
	else if (optind + 1 < argc)
		ret = cmd_usage(&cmd_compare, "one fix at a time, or patch files that exist");
	else
		ret = compare_fixes(ctx, &a, argv[optind], &why);
	free(a.branch);
	return ret < 0 ? cmd_cannot(ctx, &why) : ret;
}

const struct cmd cmd_compare = {
	.name = "compare",
	.args = "[--branch BRANCH]... [--upstream SOURCE] [--parent TREEISH] [--repo GITDIR] [FIX | [--base TREEISH] PATCH...]",
	.summary = "Compare a fix's variants with upstream's patch: the same change?",
	.help =
"Pairs the changes of upstream's patch with those of every branch's variant, by\n"
"function and by likeness, and prints a matrix: upstream's hunks down, branches\n"
"across. Below it, what differs is shown by word: [-upstream's-]{+variant's+}.\n"
"\n"
"  identical  changed lines and their surroundings are equal\n"
"  context    changed lines are equal, surroundings differ\n"
"  space      changed lines are equal but for white space\n"
"  adapted    changed lines differ, or stand in another function or on the other\n"
"             side of a statement\n"
"  missing    upstream's patch alone has it\n"
"  extra      the variant alone has it\n"
"\n"
"adapted, missing and extra need a reason in the variant's header, on one or more\n"
"lines before the last sign-off: [ who: reason ]. Without FIX all fixes are\n"
"compared. PATCH... compares any patch files with --upstream.\n"
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
"trees, or --parent and --base for patch files. Elsewhere it is judged by the lines\n"
"that the patches show, and a line below the matrix says so and why.\n"
"\n"
"-q prints the matrix alone, -v shows pairs that differ in context too. --json\n"
"prints an object a pair and one a variant.\n"
"\n"
"Exit status: 0 the same change, or every difference has a reason; 1 a reason is\n"
"lacking or an id is wrong; 125 no branch carries the fix; 128 could not be done.\n",
	.options = options,
	.run = run,
};

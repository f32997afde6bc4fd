// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport status: each branch, its base, its fixes, and how its series
 * applies.
 */
#include "cmd/cmd.h"

#include <git2.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/conf/known-names.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/os/terminal.h"
#include "sys/series/apply-series.h"
#include "sys/series/branch-base.h"
#include "sys/series/steps.h"

static const char help[] =
"Shows, for each branch (all, when none is named): its base and the base's tree\n"
"id, which of its fixes the series carries, which the base has already, which\n"
"neither has, and how the series applies: exact, offset (refresh it some day),\n"
"merged (the base has it), refused. Nothing is written.\n"
"\n"
"  --fix NAME  only that fix, on the branches that have it\n"
"  --json      one line per branch: branch, base, tree (null: not there), fixes,\n"
"              series, reason\n"
"\n"
"Exit status: 0 every series applies and every fix is carried or there; 1 not so;\n"
"125 no base is there, so nothing was judged; 128 could not be carried out.\n";

enum state { NEEDED, CARRIED, THERE, REFUSED };

static const char *const state_name[] = {
	[NEEDED] = "needed", [CARRIED] = "carried", [THERE] = "in the base",
	[REFUSED] = "refused",
};

/* What is shown in columns. */
struct width {
	int branch, base;
};

/* What is found out of one branch. */
struct branch_status {
	const struct branch *branch;
	const struct width *width;
	bool has_base;
	git_oid tree;
	/* that the base is by its Makefile, or is called */
	struct buf release;
	enum state *fix;	/* one per fix */
	const char *only;	/* --fix; NULL: all */
	struct branch_steps steps;	/* found: which fixes the base has */
	bool no_series, refused;
	size_t nr_merged, nr_others;	/* patches */
	enum placed worst;	/* of the hunks that were placed */
	char reason[512];
};

/* The fix whose variant a patch is; nr_fixes for none. */
static size_t fix_of(const struct branch_status *l, const char *patch)
{
	size_t i = 0;

	while (i < l->branch->nr_fixes &&
	       (!l->branch->fix[i]->patch ||
		strcmp(l->branch->fix[i]->patch, patch)))
		i++;
	return i;
}

/*
 * A later patch of the series that the base has too may have changed what this
 * one added: taking them out in turn tells, not the patch alone.
 */
static bool base_has(const struct branch_status *l, size_t patch)
{
	return l->steps.state == STEPS_FOUND && patch < l->steps.nr_patches &&
	       l->steps.has_patch[patch];
}

static int note(void *arg, const struct queued_patch *p,
		const struct patch_result *c, struct diag *why)
{
	static const enum state found[] = {
		[PATCH_APPLIED] = CARRIED, [PATCH_MERGED] = THERE,
		[PATCH_REFUSED] = REFUSED,
	};
	struct branch_status *l = arg;
	size_t fix = fix_of(l, p->name);
	bool there = base_has(l, l->nr_merged + l->nr_others);
	enum state state = there ? THERE : found[c->outcome];

	(void)why;
	/* of a mailbox, the base may have some of the mails */
	if (fix < l->branch->nr_fixes &&
	    (state != THERE || l->fix[fix] == NEEDED))
		l->fix[fix] = state;
	if (there) {
		l->nr_merged++;
		return 0;
	}
	if (patch_result_worst(c) > l->worst)
		l->worst = patch_result_worst(c);
	if (c->outcome == PATCH_MERGED)
		l->nr_merged++;
	else
		l->nr_others++;
	if (c->outcome == PATCH_REFUSED && !l->refused)
		snprintf(l->reason, sizeof(l->reason),
			 "%s does not apply; 'backport apply --check %s' says why",
			 p->path, l->branch->line);
	l->refused |= c->outcome == PATCH_REFUSED;
	return 0;
}

static int apply(const struct ctx *ctx, git_repository *repo,
		 struct branch_status *l, struct diag *why)
{
	char *series = branch_series(l->branch, ctx->root);
	const struct queue_source from = { .branch = l->branch };
	struct queue_options how = { .keep_going = true, .once = true,
				 .done = note, .arg = l };
	struct queue_count count;
	struct queue c = { 0 };
	struct tree *t = NULL;
	git_tree *base = NULL;
	int ret = -1;

	if (!fs_exists(series)) {
		snprintf(l->reason, sizeof(l->reason),
			 "no series: write %s, one variant of patches/%s/ a line",
			 series, l->branch->line);
		l->no_series = true;
		ret = 0;
		goto out;
	}
	if (branch_steps_find(repo, ctx->root, l->branch, &l->steps, why))
		goto out;
	if (git_tree_lookup(&base, repo, &l->tree)) {
		repo_fail(why, "read the base");
		goto out;
	}
	if (queue_add_branch(&c, ctx->root, l->branch, &from, why) ||
	    !(t = tree_new(repo, base, why)) ||
	    queue_apply(&c, t, &how, &count, why))
		goto out;
	ret = 0;
out:
	tree_free(t);
	git_tree_free(base);
	queue_release(&c);
	free(series);
	return ret;
}

static const char *series_state(const struct branch_status *l)
{
	return !l->has_base ? "unknown" :
	       l->no_series ? "none" :
	       l->refused   ? "refused" :
	       l->nr_merged && !l->nr_others ? "merged" :
			      placed_name(l->worst);
}

static const char *release_of(const struct branch_status *l)
{
	return l->release.len ? l->release.at : l->branch->base;
}

static bool is_shown(const struct branch_status *l, size_t fix)
{
	return !l->only || !strcmp(l->only, l->branch->fix[fix]->name);
}

static void show_json(const struct branch_status *l)
{
	json_t *fixes = json_object(), *o;

	for (size_t i = 0; i < l->branch->nr_fixes; i++)
		if (is_shown(l, i))
			json_object_set_new(fixes, l->branch->fix[i]->name,
				    l->has_base ?
				    json_string(state_name[l->fix[i]]) :
				    json_null());
	o = json_pack("{ss ss ss? so ss so}", "branch", l->branch->line, "base",
		      release_of(l), "tree",
		      l->has_base ? git_oid_tostr_s(&l->tree) : NULL, "fixes",
		      fixes, "series", series_state(l), "reason",
		      text_json(l->reason));
	cmd_print_json(o);
}

/* The fixes of one state on lines of their own, as wide as the terminal. */
static void show_fixes(const struct branch_status *l, enum state state)
{
	int width = terminal_width(), at = 0;

	for (size_t i = 0; i < l->branch->nr_fixes; i++) {
		const char *name = l->branch->fix[i]->name;
		int len = (int)strlen(name);

		if (l->fix[i] != state || !is_shown(l, i))
			continue;
		if (!at) {
			at = say("  %-12s", state_name[state]);
		} else if (width > 0 && at + len + 2 >= width) {
			say(",\n%-14s", "");
			at = 14;
		} else {
			at += say(",");
		}
		at += say(" %s", name);
	}
	if (at)
		say("\n");
}

static void show(const struct ctx *ctx, const struct branch_status *l)
{
	const struct branch *b = l->branch;
	size_t nr = 0, last = 0;

	if (ctx->json) {
		show_json(l);
		return;
	}
	for (size_t i = 0; l->has_base && i < b->nr_fixes; i++)
		if (is_shown(l, i)) {
			last = i;
			nr++;
		}
	say("%-*s  %-*s  %-12.12s  %s", l->width->branch, b->line,
	    l->width->base, release_of(l),
	    l->has_base ? git_oid_tostr_s(&l->tree) : "-", series_state(l));
	if (nr == 1)
		say("  %s: %s", b->fix[last]->name,
		    state_name[l->fix[last]]);
	say("\n");
	for (enum state state = NEEDED; nr > 1 && state <= REFUSED; state++)
		show_fixes(l, state);
	if (l->reason[0])
		say("         %s\n", l->reason);
}

/*
 * Looks at one branch and shows it: EXIT_OK, EXIT_VERDICT, EXIT_NOTHING, or
 * EXIT_CANNOT with *why.
 */
static int status_of(const struct ctx *ctx, git_repository *repo,
		     const struct branch *b, const char *fix,
		     const struct width *width, struct diag *why)
{
	struct branch_status l = { .branch = b, .width = width, .only = fix };
	int status = EXIT_NOTHING, missing, other;
	bool failed = true;

	l.fix = new_array(b->nr_fixes + 1, sizeof(*l.fix));
	missing = branch_base_find(repo, ctx->root, b, &l.tree, why);
	other = missing ? 0 : branch_base_check(repo, &l.tree, b, &l.release,
						why);
	/* What a branch's section lays over its base concerns it alone. */
	if (missing < 0 && branch_base_is_made(b))
		other = 1;
	else if (missing < 0 || other < 0)
		goto out;
	l.has_base = !missing && !other;
	if (other) {
		diag_line(why, l.reason, sizeof(l.reason));
	} else if (!l.has_base) {
		snprintf(l.reason, sizeof(l.reason),
			 "the base is not there: 'backport tree get %s' gets it from what is configured, 'backport tree add %s SOURCE' from elsewhere",
			 b->line, b->line);
	} else {
		if (apply(ctx, repo, &l, why))
			goto out;
		status = l.refused ? EXIT_VERDICT : EXIT_OK;
		for (size_t i = 0; i < b->nr_fixes; i++)
			if (is_shown(&l, i) && l.fix[i] == NEEDED)
				status = EXIT_VERDICT;
	}
	show(ctx, &l);
	failed = false;
out:
	branch_steps_release(&l.steps);
	buf_release(&l.release);
	free(l.fix);
	return failed ? EXIT_CANNOT : status;
}

static struct width widths(const struct conf *c)
{
	struct width w = { 6, 8 };

	for (size_t i = 0; i < c->nr_branches; i++) {
		int branch = (int)strlen(c->branch[i].line);
		int base = (int)strlen(c->branch[i].base);

		w.branch = branch > w.branch ? branch : w.branch;
		w.base = base > w.base ? base : w.base;
	}
	return w;
}

/* The branches of that name, nr 0: all; that have the fix, NULL: all. */
static int status_all(struct ctx *ctx, git_repository *repo, char **name,
		      size_t nr, const char *fix)
{
	size_t all = nr ? nr : ctx->conf.nr_branches, judged = 0, shown = 0;
	const struct width width = widths(&ctx->conf);
	int status = EXIT_OK;

	for (size_t i = 0; i < all; i++) {
		struct diag why = { 0 };
		const struct branch *b =
			nr ? conf_branch(&ctx->conf, name[i], &why) :
			     &ctx->conf.branch[i];
		int one;

		if (!nr && b->again)
			continue;
		if (b && fix && !branch_fix(b, fix))
			continue;
		shown++;
		one = b ? status_of(ctx, repo, b, fix, &width, &why) :
			  EXIT_CANNOT;
		if (one == EXIT_CANNOT)
			return cmd_cannot(ctx, &why);
		judged += one != EXIT_NOTHING;
		if (one == EXIT_VERDICT)
			status = EXIT_VERDICT;
	}
	if (fix && !shown) {
		struct diag why = { 0 };

		no_such_fix(&ctx->conf, NULL, fix, &why);
		return cmd_cannot(ctx, &why);
	}
	if (!all)
		cmd_say("no branch has a fix yet; 'backport add PATCH' takes one in");
	return judged ? status : EXIT_NOTHING;
}

static const struct option options[] = {
	{ "fix", required_argument, NULL, 'f' },
	{ 0 }
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	git_repository *repo = NULL;
	struct diag why = { 0 };
	const char *fix = NULL;
	int status, opt;

	while ((opt = cmd_next_option(&cmd_status, argc, argv, NULL)) != -1) {
		if (opt != 'f')
			return EXIT_USAGE;
		fix = optarg;
	}
	if (repo_open(&repo, &why))
		return cmd_cannot(ctx, &why);
	status = status_all(ctx, repo, argv + optind, argc - optind, fix);
	git_repository_free(repo);
	return status;
}

const struct cmd cmd_status = {
	.name = "status",
	.args = "[--fix NAME] [BRANCH...]",
	.summary = "Show each branch: its base, its fixes, how its series applies",
	.help = help,
	.options = options,
	.pages = true,
	.needs_conf = true,
	.run = run,
};

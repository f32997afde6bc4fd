// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport affected: which releases of a line have the bug that a fix is for,
 * by their sources and by booting them with the fix's check.
 */
#include "cmd/affected/affected.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/affected/show.h"
#include "cmd/affected/try.h"
#include "core/text/release.h"
#include "sys/boot/preflight.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/conf/check.h"
#include "sys/conf/known-names.h"

static const struct option options[] = {
	VALUE_OPTION("bases", struct asked, bases),
	VALUE_OPTION("branch", struct asked, branch_name),
	FLAG_OPTION("dry-run", struct asked, dry_run),
	{ 0 },
};

static int parse(struct asked *a, int argc, char **argv)
{
	if (cmd_next_option(&cmd_affected, argc, argv, a) != -1)
		return EXIT_USAGE;
	if (optind + 1 != argc)
		return cmd_usage(&cmd_affected, "wants one fix, got %d",
				 argc - optind);
	if (!a->bases)
		return cmd_usage(&cmd_affected, "wants --bases PATTERN: the releases to look at");
	a->fix_name = argv[optind];
	return 0;
}

static int find_fix(struct asked *a, struct diag *why)
{
	const struct conf *c = &a->ctx->conf;

	for (size_t i = 0; !a->fix && i < c->nr_fixes; i++)
		if (!strcmp(c->fix[i].name, a->fix_name))
			a->fix = &c->fix[i];
	return a->fix ? 0 : no_such_fix(c, NULL, a->fix_name, why);
}

static bool is_line(const char *release, const char *base)
{
	struct span r = span_of(release), b = span_of(base);
	struct kver x, y;

	return kver_read(&x, &r) && kver_read(&y, &b) &&
	       x.part[0] == y.part[0] && x.part[1] == y.part[1];
}

/*
 * The branch that is named, else that of the release's line, else the only one
 * that has the fix.
 */
static int find_branch(struct asked *a, struct diag *why)
{
	const char *release = a->contents.bases.base[0].name;
	const struct conf *c = &a->ctx->conf;
	const struct branch *of_line = NULL, *any = NULL;
	size_t nr = 0;

	if (a->branch_name) {
		a->like = conf_branch(c, a->branch_name, why);
		return a->like ? branch_check_fix(a->like, a->fix->name, why) :
				 -1;
	}
	for (size_t i = 0; i < c->nr_branches; i++) {
		const struct branch *b = &c->branch[i];

		if (!branch_fix(b, a->fix->name))
			continue;
		any = b;
		nr++;
		if (!of_line && is_line(release, b->base))
			of_line = b;
	}
	a->like = of_line ? of_line : nr == 1 ? any : NULL;
	if (a->like)
		return 0;
	return diag_set(why, NULL, 0, "%s fix '%s' is of the line of %s; say whose configuration and variant to take: --branch BRANCH",
			nr ? "no branch with" : "no branch has", a->fix->name,
			release);
}

static bool is_stable(const char *release)
{
	struct span r = span_of(release);
	struct kver v;

	return kver_read(&v, &r) && v.nr > 2;
}

/*
 * Stable releases of two lines do not follow each other, and neither does what
 * the next line begins with follow the last one of a line.
 */
static int check_lines(const struct asked *a, struct diag *why)
{
	const struct base_list *l = &a->contents.bases;
	const char *first = l->base[0].name, *last = l->base[l->nr - 1].name;
	struct span from = span_of(first), to = span_of(last);
	struct kver x, y;
	bool stable = false;

	for (size_t i = 0; i < l->nr; i++)
		stable |= is_stable(l->base[i].name);
	if (!stable || !kver_read(&x, &from) || !kver_read(&y, &to) ||
	    is_line(first, last))
		return 0;
	return diag_set(why, NULL, 0, "'%s' names releases of several lines, %s and %s: one line at a time",
			a->bases, first, last);
}

/* A release's images stand beside these. */
static bool is_taken(const char *name)
{
	return !strcmp(name, "src") || !strcmp(name, "images") ||
	       !strcmp(name, "obj") || !strncmp(name, "obj.", 4);
}

static int make_releases(struct asked *a, struct diag *why)
{
	const struct base_list *l = &a->contents.bases;

	a->release = new_array(l->nr + 1, sizeof(*a->release));
	a->a = (struct affected){ a->contents.range, a->contents.nr_ranges,
				  new_array(l->nr + 1, sizeof(*a->a.tried)) };
	for (size_t i = 0; i < l->nr; i++) {
		struct release *r = &a->release[i];

		*r = (struct release){
			.name = l->base[i].name, .tree = &l->base[i].tree,
			.side = xstrdup(l->base[i].name),
			.reason = xstrdup(""),
		};
		for (char *c = r->side; *c; c++)
			if (*c == '/')
				*c = '_';
		if (is_taken(r->side))
			return diag_set(why, NULL, 0, "'%s' names '%s', which is no release",
					a->bases, r->name);
	}
	return 0;
}

static int look_at_sources(struct asked *a, struct diag *why)
{
	char *path = branch_patch(a->like, ".", a->fix->patch);
	int ret = variant_read(&a->variant, path, why);

	if (!ret)
		ret = contents_find(&a->contents, &a->variant.patch, why);
	free(path);
	return ret;
}

/* The branch without any patch, and with this fix's check alone. */
static int make_branch(struct asked *a, struct diag *why)
{
	a->branch = *a->like;
	a->branch.name = xstrfmt("%s.affected", a->like->name);
	a->only[0] = (struct fix *)a->fix;
	a->branch.fix = a->only;
	a->branch.nr_fixes = 1;
	a->branch.nr_in_series = 1;
	a->branch.nr_steps = 2;
	a->branch.mode = NULL;
	a->branch.nr_modes = 0;
	a->kernel.branch = &a->branch;
	return branch_find_modes(&a->branch, &a->ctx->conf, why);
}

/* Asks for what every release needs before the first one is built. */
static int prepare(struct asked *a, struct diag *why)
{
	if (make_branch(a, why) || boot_preflight(".", &a->branch, NULL, why))
		return -1;
	return kernel_find_for_bases(&a->kernel, a->contents.bases.repo, why);
}

/* What is stored of earlier runs. */
static int recall_all(struct asked *a, struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < a->contents.bases.nr; i++)
		ret = release_recall(a, i, why);
	return ret;
}

static int try_all(struct asked *a, struct diag *why)
{
	const struct ctx *ctx = a->ctx;
	size_t at;

	if (!ctx->json && ctx->verbosity >= 0)
		say("By their boots:\n");
	/* what comes next takes minutes */
	fflush(stdout);
	for (at = 0; at < a->contents.bases.nr; at++)
		if (a->a.tried[at])
			show_tried(a, at);
	while (affected_next(&a->a, &at)) {
		if (ctx->verbosity >= 0)
			notice("backport: trying %s, at most %zu to come\n",
			       a->release[at].name, affected_most(&a->a) - 1);
		if (release_try(a, at, why))
			return -1;
		show_tried(a, at);
	}
	return 0;
}

/* Returns the exit status, or -1 and *why. */
static int answer(struct asked *a, struct diag *why)
{
	show_contents(a);
	if (recall_all(a, why))
		return -1;
	if (a->dry_run) {
		show_plan(a);
		return EXIT_OK;
	}
	return try_all(a, why) ? -1 : show_answer(a);
}

static void release_asked(struct asked *a)
{
	for (size_t i = 0; a->release && i < a->contents.bases.nr; i++) {
		free(a->release[i].side);
		free(a->release[i].reason);
		json_decref(a->release[i].consoles);
	}
	free(a->release);
	free(a->a.tried);
	free(a->branch.name);
	kernel_release(&a->kernel);
	free(a->branch.mode);
	contents_release(&a->contents);
	variant_release(&a->variant);
}

/* 0; EXIT_NOTHING when the pattern names nothing, which is said; -1. */
static int list_releases(struct asked *a, struct diag *why)
{
	char *bases = base_list_where(a->bases, a->ctx->conf.remote_url);
	int ret = base_list_find(&a->contents.bases, bases, why);

	if (!ret && !a->contents.bases.nr) {
		base_list_none(a->bases, why);
		cmd_cannot(a->ctx, why);
		ret = EXIT_NOTHING;
	}
	free(bases);
	return ret;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { .ctx = ctx };
	struct diag why = { 0 };
	int ret = parse(&a, argc, argv);

	if (ret)
		return ret;
	ret = find_fix(&a, &why);
	if (!ret)
		ret = list_releases(&a, &why);
	if (!ret)
		ret = check_lines(&a, &why);
	if (!ret)
		ret = find_branch(&a, &why);
	if (!ret)
		ret = look_at_sources(&a, &why);
	if (!ret)
		ret = make_releases(&a, &why);
	if (!ret)
		ret = prepare(&a, &why);
	if (!ret)
		ret = answer(&a, &why);
	if (ret < 0)
		ret = cmd_cannot(ctx, &why);
	release_asked(&a);
	return ret;
}

static const char help[] =
"  --bases PATTERN   the releases to look at: of the cache's bases, or\n"
"                    GITDIR@PATTERN of a repository's tags: 'v4.9.*'\n"
"  --branch BRANCH   whose configuration and whose variant of the fix are taken;\n"
"                    else the branch of the releases' line, or the only one that\n"
"                    has the fix\n"
"  --dry-run         builds nothing: how many builds it takes at most, and which\n"
"                    releases come first\n"
"\n"
"Finds the first release of a line that has the bug, and the first that has it no\n"
"more, without applying a patch. First by the sources: a release should not have\n"
"the bug when the fix is merged, when none of the files or functions that the fix\n"
"changes is there, or none of the lines that it removes. Then releases are built\n"
"and booted in every mode with the fix's check: both ends of each range of\n"
"releases whose sources tell the same, then, between one that fails and one that\n"
"passes, the one in the middle. A release fails when the check fails in some mode\n"
"as the fix's signature says, and passes when it passes in all modes. One that\n"
"does neither, or that does not build or boot, gives no answer, and another one\n"
"near it is tried, as git bisect skip does.\n"
"\n"
"Releases between two that say the same are assumed to say the same. A bug that\n"
"comes in and goes between them is overlooked.\n"
"\n"
"Builds go on from the objects of the release before, in work/PROJECT/\n"
"BRANCH.affected of the cache. Results, logs and consoles are left in\n"
"out/BRANCH.affected/, as build.RELEASE.json and boot.RELEASE.json; what holds is\n"
"not done again, so an interrupted search goes on where it was. With --json: a\n"
"line per range, per release that was tried, and one for the answer, or for the\n"
"plan.\n"
"\n"
"Exit status: 0 no release fails, or --dry-run; 1 one does; 125 none gives an\n"
"answer, or the pattern names none; 128 could not be carried out (no compiler, no\n"
"check, the disk is full); 129 usage.\n";

const struct cmd cmd_affected = {
	.name = "affected",
	.args = "FIX --bases PATTERN [--branch BRANCH] [--dry-run]",
	.summary = "Which releases of a line have the bug, by building and booting them",
	.help = help,
	.options = options,
	.trees = "bases",
	.needs_conf = true,
	.run = run,
};

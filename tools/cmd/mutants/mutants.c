// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport mutants: breaks a branch's fixes on purpose, one way at a time: do
 * their checks notice.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/mutants/find.h"
#include "cmd/mutants/run.h"
#include "cmd/mutants/trial.h"
#include "sys/build/image.h"
#include "sys/conf/branch.h"
#include "sys/matrix/consoles.h"
#include "sys/matrix/stale.h"
#include "sys/store/result.h"

struct mutating {
	const char *branch, *only, *fix;
	bool list;
	struct trials trials;
};

static const struct option options[] = {
	FLAG_OPTION("list", struct mutating, list),
	VALUE_OPTION("only", struct mutating, only),
	VALUE_OPTION("fix", struct mutating, fix),
	{ 0 }
};

static int parse(struct mutating *m, int argc, char **argv)
{
	if (cmd_next_option(&cmd_mutants, argc, argv, m) != -1)
		return EXIT_USAGE;
	if (optind + 1 != argc)
		return cmd_usage(&cmd_mutants, "wants one branch, got %d",
				 argc - optind);
	m->branch = argv[optind];
	return 0;
}

/* The worst that a fix's check came to in a boot's modes; ERROR for none. */
static enum outcome check_outcome(const struct result *boot, const char *fix)
{
	const json_t *modes = json_object_get(boot->more, "modes"), *o;
	enum outcome worst = PASS;
	bool any = false;
	size_t i;

	json_array_foreach(modes, i, o) {
		const char *of = json_string_value(json_object_get(o, "fix"));
		const char *name = json_string_value(json_object_get(o,
								"outcome"));
		enum outcome outcome;

		if (!of || strcmp(of, fix))
			continue;
		if (!name || !outcome_of(span_of(name), &outcome))
			outcome = ERROR;
		worst = outcome_worst(worst, outcome);
		any = true;
	}
	return any ? worst : ERROR;
}

/*
 * Asks whether the results of a step are of what there is now, and its consoles
 * what they say: a check that changed since was never seen to pass.
 */
static bool holds(const struct trials *t, size_t step,
		  const struct result *built, const struct result *booted,
		  struct diag *why)
{
	size_t nr = t->steps.nr;
	struct result *stage = new_array(stage_count(nr), sizeof(*stage));
	const struct stale_check c = { t->branch, OUT, nr, stage, true };
	bool stale;

	stage[stage_build(step)] = *built;
	stage[stage_boot(step, nr)] = *booted;
	stale = results_are_stale(&c, why);
	free(stage);
	return !stale && consoles_agree(t->branch, OUT, booted, why);
}

/* Loads the results of a step's build and boots. 0, 1: one is not there, -1. */
static int load(const struct trials *t, const char *side, struct result *built,
		struct result *booted, struct diag *why)
{
	char *build = xstrfmt("build.%s", side), *boot = xstrfmt("boot.%s", side);
	int ret = result_load(built, OUT, t->branch->name, build, why);

	if (!ret)
		ret = result_load(booted, OUT, t->branch->name, boot, why);
	free(build);
	free(boot);
	return ret;
}

/*
 * Asks for what a fix's mutants are compared with: the kernel of its step
 * itself, built of this tree, and its check passing. 0, 1 and *why, -1 and
 * *why.
 */
static int step_passes(const struct trials *t, const struct fix *fix,
		       size_t step, struct diag *why)
{
	const char *name = t->branch->name, *of, *a, *b;
	struct step_name side = trials_step(t, step);
	char tree[GIT_OID_HEXSZ + 1], line[900];
	struct result built = { 0 }, booted = { 0 };
	struct diag cause = { 0 };
	int ret = load(t, side.at, &built, &booted, why);

	git_oid_tostr(tree, sizeof(tree), &t->steps.tree[step]);
	of = result_input(&built, "tree");
	a = json_string_value(json_object_get(built.more, "image_sha256"));
	b = json_string_value(json_object_get(booted.more, "image_sha256"));
	if (ret > 0 ||
	    (!ret && (!of || strcmp(of, tree) || !a || !b || strcmp(a, b)))) {
		diag_set(why, NULL, 0, "%s as it is now was not booted; run: backport build %s --side %s, backport boot %s --side %s",
			 name, name, side.at, name, side.at);
		ret = 1;
	} else if (!ret && !holds(t, step, &built, &booted, &cause)) {
		diag_set(why, NULL, 0, "%s; run: backport build %s --side %s, backport boot %s --side %s",
			 diag_line(&cause, line, sizeof(line)), name, side.at,
			 name, side.at);
		ret = 1;
	} else if (!ret && check_outcome(&booted, fix->name) != PASS) {
		diag_set(why, NULL, 0, "%s of %s is %s: a check that does not pass without a mutant tells nothing of one",
			 booted.stage, name,
			 outcome_name(check_outcome(&booted, fix->name)));
		ret = 1;
	}
	result_release(&built);
	result_release(&booted);
	return ret;
}

/* The same of each fix that has mutants. */
static int steps_pass(const struct trials *t, struct diag *why)
{
	size_t last = 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < t->nr; i++) {
		const struct trial *trial = &t->trial[i];

		if (trial->step != last)
			ret = step_passes(t, trial->fix, trial->step, why);
		last = trial->step;
	}
	return ret;
}

/* "3" is the third of the list, else it is an id. */
static bool is_chosen(const struct mutating *m, size_t i)
{
	char *end;
	long nr;

	if (!m->only)
		return true;
	if (!strcmp(m->only, m->trials.trial[i].mutant->id))
		return true;
	nr = strtol(m->only, &end, 10);
	return !*end && strlen(m->only) < 8 && nr == (long)i + 1;
}

static bool is_open(const struct trial *trial)
{
	return trial->fate == FATE_SURVIVED && !trial->noted;
}

static void show_json(const struct trial *t, size_t nr)
{
	const struct mutant *m = t->mutant;

	/* a line of a source may hold any bytes */
	cmd_print_json(json_pack("{s:I, s:s, s:s, s:s, s:o, s:I, s:o, s:o, s:s, s:o, s:b, s:f, s:o, s:o}",
		"nr", (json_int_t)nr, "id", m->id, "fix", t->fix->name,
		"kind", mutant_kind_name(m->kind), "path", text_json(t->path),
		"hunk", (json_int_t)m->hunk, "function", text_json(m->func),
		"what", text_json(m->what), "fate", fate_name(t->fate),
		"noted", text_json(t->noted), "stored", t->stored,
		"seconds", t->seconds, "reason", text_json(t->reason),
		"patch", text_json(t->patch.at)));
}

static void show(const struct ctx *ctx, const struct trial *t, size_t nr)
{
	const struct mutant *m = t->mutant;

	if (ctx->json) {
		show_json(t, nr);
		return;
	}
	if (ctx->verbosity < 0 && !is_open(t) && t->fate != FATE_ERROR)
		return;
	say("%2zu %s %s: %s: %s%s%s\n", nr, m->id, m->func, m->what,
	    t->fate == FATE_UNKNOWN ? "not tried" : fate_name(t->fate),
	    t->reason[0] ? ": " : "", t->reason);
	if (t->fate == FATE_SURVIVED)
		say("   %s\n", t->noted ? t->noted : "no reason is noted");
	if (ctx->verbosity > 0)
		say("%s", buf_span(&t->patch).at);
	fflush(stdout);
}

static void sum_up(const struct ctx *ctx, const struct mutating *m)
{
	size_t nr[FATE_ERROR + 1] = { 0 }, open = 0;

	for (size_t i = 0; i < m->trials.nr; i++) {
		nr[m->trials.trial[i].fate]++;
		open += is_open(&m->trials.trial[i]);
	}
	if (ctx->json || ctx->verbosity < 0)
		return;
	say("%s: %zu mutant%s: %zu killed by the check, %zu by the build; %zu the same code, %zu survived, %zu of them without a reason",
	    m->trials.branch->name, m->trials.nr,
	    plural(m->trials.nr), nr[FATE_BOOT], nr[FATE_BUILD],
	    nr[FATE_SAME], nr[FATE_SURVIVED], open);
	if (nr[FATE_UNKNOWN] || nr[FATE_ERROR])
		say("; %zu not tried, %zu error%s", nr[FATE_UNKNOWN],
		    nr[FATE_ERROR], plural(nr[FATE_ERROR]));
	say("\n");
}

static int run_all(const struct ctx *ctx, struct mutating *m, struct diag *why)
{
	int status = m->trials.nr ? EXIT_OK : EXIT_NOTHING;

	for (size_t i = 0; i < m->trials.nr; i++) {
		struct trial *t = &m->trials.trial[i];

		if (!is_chosen(m, i))
			continue;
		if (m->list ? trial_recall(&m->trials, t, why) :
		    trial_run(ctx, &m->trials, t, why))
			return cmd_cannot(ctx, why);
		show(ctx, t, i + 1);
		if (t->fate == FATE_ERROR)
			status = EXIT_CANNOT;
		else if (!m->list && is_open(t) && status == EXIT_OK)
			status = EXIT_VERDICT;
	}
	if (!m->only)
		sum_up(ctx, m);
	return status;
}

/* Finds the mutants that are asked for; returns as trials_find() does. */
static int find(struct mutating *m, const struct branch *b, struct diag *why)
{
	int ret;

	if (branch_check_fix(b, m->fix, why))
		return -1;
	ret = trials_find(&m->trials, b, m->fix, why);
	if (ret)
		return ret;
	for (size_t i = 0; m->only && i < m->trials.nr; i++)
		if (is_chosen(m, i))
			return 0;
	return !m->only ? 0 :
		diag_set(why, NULL, 0, "no mutant '%s' of %s; --list shows them",
			 m->only, m->branch);
}

static int cmd_mutants_run(struct ctx *ctx, int argc, char **argv)
{
	struct mutating m = { 0 };
	struct diag why = { 0 };
	const struct branch *b;
	int status = parse(&m, argc, argv), ret;

	if (status)
		return status;
	b = conf_branch(&ctx->conf, m.branch, &why);
	if (!b)
		return cmd_cannot(ctx, &why);
	ret = find(&m, b, &why);
	if (!ret && !m.list)
		ret = steps_pass(&m.trials, &why);
	if (ret) {
		cmd_cannot(ctx, &why);
		status = ret > 0 ? EXIT_NOTHING : EXIT_CANNOT;
	} else {
		status = run_all(ctx, &m, &why);
	}
	trials_release(&m.trials);
	return status;
}

const struct cmd cmd_mutants = {
	.name = "mutants",
	.args = "BRANCH [--list] [--fix NAME] [--only N|ID]",
	.summary = "Break a branch's fixes on purpose: do their checks notice",
	.help =
"  --list       show the mutants and what is known of them; try none\n"
"  --fix NAME   those of that fix\n"
"  --only N|ID  that one\n"
"\n"
"A mutant is the tree of a fix's step with one thing wrong, made from the\n"
"variant's own lines: each hunk left out; each call on an added line removed;\n"
"each true and false on an added line made the other; each added statement moved\n"
"behind the one that follows it. Each is built in the branch's work folder, where\n"
"one file is compiled again, and booted in every mode. It is killed when it does\n"
"not build, or when the check or the kernel fails in some mode. 'same code' means\n"
"that its objects equal those of the fix's step, so there is nothing to notice.\n"
"One that survives needs a reason, in backport.conf under the fix: mutant = ID:\n"
"reason. An ID is made from what is changed in which function, so it is the same\n"
"on every branch that has those lines. -v shows the mutants as patches. Results\n"
"go to out/BRANCH/mutant.ID.json, beside the patch, the build's log and the\n"
"consoles; one that holds is not tried again.\n"
"\n"
"Exit status: 0 each is killed, the same code, or noted; 1 one survived without a\n"
"reason; 125 there are none, or the fix's own step was not booted and found good;\n"
"128 could not be carried out; 129 usage.\n",
	.options = options,
	.needs_conf = true,
	.run = cmd_mutants_run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* The verdict on a branch, worked out from its stored results. */
#include "sys/matrix/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/text/text-json.h"
#include "core/verdict/alike.h"
#include "sys/build/mode-kernels.h"
#include "sys/matrix/stale.h"
#include "sys/os/fs.h"

static int load(struct judging *j, const struct judge_what *what,
		struct diag *why)
{
	char *out = xstrfmt("%s/%s", what->root, what->out);
	int ret = 0;

	for_each_judged_stage(i, j->nr_steps) {
		struct stage_id id = stage_id(i, j->nr_steps);
		struct result *r = &j->stage[i];

		if (ret >= 0)
			ret = result_load(r, out, j->branch->name, id.name,
					  why);
	}
	free(out);
	return ret < 0 ? -1 : 0;
}

/*
 * Adds what a result says of a kernel; of boots also what their inputs say of
 * it, by which the consoles are sealed, if that is another one.
 */
static void add_kernel(struct buf *all, const struct result *r,
		       const struct mode *mode, const char *none)
{
	const char *s = json_string_value(json_object_get(
		mode_kernel_of(r->more, mode), "image_sha256"));
	bool booted = json_object_get(r->more, "runs");
	char *input = xstrfmt("image%s%s", mode ? " " : "",
			      mode ? mode->name : "");
	const char *sealed = booted ? result_input(r, input) : NULL;

	buf_adds(all, s ? s : none);
	if (sealed && strcmp(sealed, s ? s : ""))
		buf_addf(all, " or %s", sealed);
	free(input);
}

/*
 * The digests of a step's kernels, as a result names them: of its own one, and
 * behind the mode's name of each that is built for a mode.
 */
static char *kernels_of(const struct branch *b, const struct result *r)
{
	struct buf all = { 0 };

	add_kernel(&all, r, NULL, "");
	for_each_built_mode(m, b) {
		buf_addf(&all, " %s ", m->name);
		add_kernel(&all, r, m, "none");
	}
	return buf_detach(&all);
}

/* A boot that could not be carried out has no consoles to judge. */
static void judge_consoles(struct consoles *c, const struct judge_what *what,
			   const struct judging *j, size_t stage)
{
	const struct console_files files = { j->branch, what->root, what->out };
	const struct result *r = &j->stage[stage];

	if (result_is_decisive(r) ||
	    json_array_size(json_object_get(r->more, "runs")))
		consoles_judge(c, &files, r);
}

static struct stage_state state_of(const struct result *r)
{
	return (struct stage_state){ r->stage, r->outcome, r->reason };
}

/*
 * How the build of a step ended for one fix: as that of a mode in which its
 * check runs, where the kernel of that mode could not be built.
 */
static struct stage_state build_of(const struct judging *j, size_t fix,
				   size_t step)
{
	const struct result *built = &j->stage[stage_build(step)];
	struct stage_state state = state_of(built);
	enum outcome outcome;
	const char *missing = state.there && state.outcome == PASS ?
		mode_kernel_missing_for(built->more, j->branch,
					j->fix[fix].fix->checked_by,
					&outcome) : NULL;

	if (missing) {
		state.outcome = outcome;
		state.reason = missing;
	}
	return state;
}

/* The step that a fix of the branch makes; 0 when its series lacks it. */
static size_t step_of_fix(const struct branch *b, size_t fix)
{
	if (!b->nr_in_series)
		return 1;
	return fix < b->nr_in_series ? fix + 1 : 0;
}

/*
 * The first step that has the fix's bug: the one of the fix that brings it in,
 * if that stands before it.
 */
static size_t first_with_bug(const struct branch *b, size_t fix)
{
	const char *corrects = b->fix[fix]->corrects;
	size_t from = 0;

	for (size_t f = 0; corrects && f < b->nr_fixes; f++)
		if (!strcmp(b->fix[f]->name, corrects))
			from = step_of_fix(b, f);
	return from < step_of_fix(b, fix) ? from : 0;
}

static const char *fix_at(const struct judging *j, size_t step)
{
	for (size_t f = 0; f < j->nr; f++)
		if (j->fix[f].e.own == step)
			return j->fix[f].fix->name;
	return NULL;
}

static void fill_step(struct judging *j, size_t fix, size_t step)
{
	const struct result *built = &j->stage[stage_build(step)],
			    *booted = &j->stage[stage_boot(step, j->nr_steps)];
	const struct consoles *c = &j->boots[step];
	struct step_name name = step_name(step, j->nr_steps);

	j->fix[fix].step[step] = (struct step_evidence){
		.fix = fix_at(j, step),
		.build = build_of(j, fix, step), .boot = state_of(booted),
		.applied = result_input(&j->stage[STAGE_APPLY], name.at),
		.built = result_input(built, "tree"),
		.image = j->built[step], .booted = j->booted[step],
		.mode = c->fix ? c->fix[fix].mode : NULL,
		.nr = c->fix ? c->fix[fix].nr : 0,
	};
}

static void fill(struct judging *j, size_t fix)
{
	struct judged_fix *f = &j->fix[fix];

	f->e.tree = state_of(&j->stage[STAGE_TREE]);
	f->e.apply = state_of(&j->stage[STAGE_APPLY]);
	f->e.step = f->step;
	f->e.nr_steps = j->nr_steps;
	f->e.doubt = j->doubt;
	for (size_t k = 0; k < j->nr_steps; k++) {
		const struct fix_modes *of = j->boots[k].fix;

		fill_step(j, fix, k);
		if (of && of[fix].wanted > f->e.nr_modes)
			f->e.nr_modes = of[fix].wanted;
	}
}

/*
 * Says in line how the builds, or the boots, were made otherwise from step to
 * step: then more than the fix may turn a check. "" when they were not.
 */
static void find_unlike(const struct judging *j, enum stage_kind kind,
			char *line, size_t size)
{
	const struct result *first = NULL;

	*line = '\0';
	for (size_t k = 0; !*line && k < j->nr_steps; k++) {
		const struct result *r = &j->stage[kind == STAGE_BUILD ?
			stage_build(k) : stage_boot(k, j->nr_steps)];
		char *names;

		if (!result_is_decisive(r))
			continue;
		first = first ? first : r;
		names = inputs_unlike(json_object_get(first->more, "inputs"),
				      json_object_get(r->more, "inputs"));
		if (*names)
			snprintf(line, size, "%s and %s are of different inputs: %s",
				 first->stage, r->stage, names);
		free(names);
	}
}

/*
 * What speaks against the results as a whole, as a fresh string; NULL: nothing.
 */
static char *find_doubt(const struct judging *j, const struct judge_what *what)
{
	const struct stale_check check = { j->branch, what->out, j->nr_steps,
					   j->stage, what->any_message };
	struct diag why = { 0 };
	char line[1200] = "";

	if (!what->as_stored && results_are_stale(&check, &why))
		diag_line(&why, line, sizeof(line));
	for (size_t k = 0; !*line && k < j->nr_steps; k++) {
		const struct buf *wrong = &j->boots[k].wrong;

		if (wrong->len)
			snprintf(line, sizeof(line), "%.*s",
				 (int)strcspn(wrong->at, "\n"), wrong->at);
	}
	if (!*line)
		find_unlike(j, STAGE_BUILD, line, sizeof(line));
	if (!*line)
		find_unlike(j, STAGE_BOOT, line, sizeof(line));
	return *line ? xstrdup(line) : NULL;
}

static void find_copied(struct judging *j)
{
	size_t at;
	char *said = consoles_copied(j->stage, stage_count(j->nr_steps), &at);

	if (said)
		buf_addf(&j->boots[stage_id(at, j->nr_steps).step].wrong,
			 "%s\n", said);
	free(said);
}

static void add_hint(const struct judging *j, struct judged_fix *f)
{
	size_t len = strlen(f->reason);

	snprintf(f->reason + len, sizeof(f->reason) - len,
		 ": run backport matrix --only %s", j->branch->name);
}

/* The branch's verdict is the worst of its fixes'. */
static void sum_up(struct judging *j)
{
	const struct judged_fix *worst = &j->fix[0];

	for (size_t f = 1; f < j->nr; f++)
		if (verdict_is_worse(j->fix[f].verdict, worst->verdict))
			worst = &j->fix[f];
	j->verdict = j->nr ? worst->verdict : NO_VERDICT;
	if (j->nr == 1)
		snprintf(j->reason, sizeof(j->reason), "%s", worst->reason);
	else if (j->nr)
		snprintf(j->reason, sizeof(j->reason), "%s: %s",
			 worst->fix->name, worst->reason);
}

static void begin(struct judging *j, const struct branch *b)
{
	*j = (struct judging){ .branch = b, .nr_steps = b->nr_steps,
			       .nr = b->nr_fixes };
	j->stage = new_array(stage_count(j->nr_steps), sizeof(*j->stage));
	j->boots = new_array(j->nr_steps, sizeof(*j->boots));
	j->fix = new_array(j->nr + 1, sizeof(*j->fix));
	j->built = new_array(j->nr_steps, sizeof(*j->built));
	j->booted = new_array(j->nr_steps, sizeof(*j->booted));
	for (size_t f = 0; f < j->nr; f++) {
		j->fix[f].fix = b->fix[f];
		j->fix[f].e.own = step_of_fix(b, f);
		j->fix[f].e.from = first_with_bug(b, f);
		j->fix[f].step = new_array(j->nr_steps,
					   sizeof(*j->fix[f].step));
	}
}

int judge_branch(struct judging *j, const struct judge_what *what,
		 const struct branch *b, struct diag *why)
{
	begin(j, b);
	if (load(j, what, why))
		return -1;
	for (size_t k = 0; k < j->nr_steps; k++) {
		size_t boot = stage_boot(k, j->nr_steps);

		judge_consoles(&j->boots[k], what, j, boot);
		j->built[k] = kernels_of(b, &j->stage[stage_build(k)]);
		j->booted[k] = kernels_of(b, &j->stage[boot]);
	}
	find_copied(j);
	j->doubt = find_doubt(j, what);
	for (size_t f = 0; f < j->nr; f++) {
		struct judged_fix *fix = &j->fix[f];

		fill(j, f);
		fix->verdict = fix_judge(&fix->e, fix->reason,
					 sizeof(fix->reason));
		if (fix->verdict == NO_VERDICT)
			add_hint(j, fix);
	}
	sum_up(j);
	return 0;
}

static json_t *fixes_json(const struct judging *j)
{
	json_t *fixes = json_array();

	for (size_t f = 0; f < j->nr; f++) {
		const struct judged_fix *fix = &j->fix[f];

		json_array_append_new(fixes, json_pack("{so so so si}",
			"fix", text_json(fix->fix->name),
			"verdict", verdict_json(fix->verdict),
			"reason", text_json(fix->reason),
			"step", (int)fix->e.own));
	}
	return fixes;
}

json_t *judging_json(const struct judging *j)
{
	size_t before = stage_boot(0, j->nr_steps),
	       after = stage_boot(j->nr_steps - 1, j->nr_steps);
	json_t *o = json_object(), *stages = json_object(), *modes;
	/* "v6.12" that is v6.12.117 is called that. */
	const char *base = result_input(&j->stage[STAGE_APPLY], "base");
	double seconds = 0;

	for_each_judged_stage(i, j->nr_steps) {
		if (!j->stage[i].stage)
			continue;
		seconds += j->stage[i].seconds;
		json_object_set_new(stages, stage_id(i, j->nr_steps).name,
				    json_string(outcome_name(
					    j->stage[i].outcome)));
	}
	json_object_set_new(o, "branch", text_json(j->branch->name));
	json_object_set_new(o, "verdict", verdict_json(j->verdict));
	json_object_set_new(o, "reason", text_json(j->reason));
	json_object_set_new(o, "fixes", fixes_json(j));
	json_object_set_new(o, "base", text_json(base && *base ? base :
						 j->branch->base));
	json_object_set_new(o, "seconds", json_real(seconds));
	json_object_set_new(o, "stages", stages);
	modes = json_object_get(j->stage[before].more, "modes");
	json_object_set(o, "before", modes ? modes : json_null());
	modes = json_object_get(j->stage[after].more, "modes");
	json_object_set(o, "after", modes ? modes : json_null());
	return o;
}

int judging_publish(const struct judging *j, const char *out, struct diag *why)
{
	char *folder = xstrfmt("%s/%s", out, j->branch->name);
	char *path = xstrfmt("%s/verdict.json", folder);
	json_t *o = judging_json(j);
	struct buf text = { 0 };
	int ret = fs_mkdirs(folder, why);

	json_write(o, &text);
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
	buf_release(&text);
	json_decref(o);
	free(path);
	free(folder);
	return ret;
}

void judging_release(struct judging *j)
{
	for (size_t k = 0; j->boots && k < j->nr_steps; k++)
		consoles_release(&j->boots[k]);
	for (size_t i = 0; j->stage && i < stage_count(j->nr_steps); i++)
		result_release(&j->stage[i]);
	for (size_t f = 0; j->fix && f < j->nr; f++)
		free(j->fix[f].step);
	for (size_t k = 0; j->built && j->booted && k < j->nr_steps; k++) {
		free(j->built[k]);
		free(j->booted[k]);
	}
	free(j->built);
	free(j->booted);
	free(j->boots);
	free(j->stage);
	free(j->fix);
	free(j->doubt);
}

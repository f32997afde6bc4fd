// SPDX-License-Identifier: GPL-2.0-only
/* From the outcomes of a branch's steps to what they prove of one fix. */
#include "core/verdict/fix-judge.h"

#include <stdio.h>
#include <string.h>

#include "core/verdict/turn.h"

/* What the last step shows may be of any fix when no step between was run. */
static void add_quick(const struct judgement *j)
{
	size_t len = strlen(j->s.at);

	if (evidence_is_quick(j->e))
		snprintf(j->s.at + len, j->s.size - len,
			 "; --quick cannot tell which fix it is, run without it");
}

/* "build.step2 fails, the step of the fix 'b': why" */
static void say_fails(const struct judgement *j, const char *stage, size_t step,
		      const char *reason)
{
	const char *fix = j->e->step[step].fix;
	struct step_name room;

	if (step == j->e->own || !step || evidence_is_quick(j->e))
		sentence_say(j->s, "%s.%s fails: %s", stage,
			     step_called(j, step, &room), reason_text(reason));
	else
		sentence_say(j->s, "%s.%s fails, the step of the fix '%s': %s",
			     stage, step_called(j, step, &room), fix,
			     reason_text(reason));
	add_quick(j);
}

/* Results that each hold may still not belong together. */
static bool judge_mixed(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	struct step_name room;

	for (size_t k = 0; k < e->nr_steps; k++)
		if (stage_is(&e->apply, PASS) &&
		    (stage_is(&e->step[k].build, PASS) ||
		     stage_is(&e->step[k].build, FAIL)) &&
		    differ(e->step[k].built, e->step[k].applied)) {
			sentence_say(j->s, "build.%s is of another tree than the series makes",
				     step_called(j, k, &room));
			return true;
		}
	for (size_t k = 0; k < e->nr_steps; k++)
		if (e->step[k].nr &&
		    differ(e->step[k].image, e->step[k].booted)) {
			sentence_say(j->s, "boot.%s is of another kernel than the last build",
				     step_called(j, k, &room));
			return true;
		}
	return false;
}

/*
 * A kernel with the fix does not build: the first step in a row that does not
 * is the one to look at.
 */
static bool judge_build(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	size_t step = e->own, first;

	while (step < e->nr_steps && !step_builds_not(e, step))
		step++;
	if (step == e->nr_steps)
		return false;
	for (first = step; first && step_builds_not(e, first - 1); )
		first--;
	if (first)
		say_fails(j, "build", first, e->step[first].build.reason);
	else
		sentence_say(j->s, "does not build, with the fix or without: %s",
			     reason_text(e->step[step].build.reason));
	return true;
}

/*
 * The step with the fix at which a mode fails, so that the fix is broken; 0 for
 * none. One that fails from its own step on and passes later is turned by
 * another fix: see judge_turned().
 */
static size_t broken_at(const struct fix_evidence *e, const char *mode)
{
	size_t last = e->nr_steps - 1, step = e->own;

	while (step <= last && !mode_fails(mode_at(e, step, mode)))
		step++;
	if (step > last)
		return 0;
	return step > e->own || mode_fails(mode_at(e, last, mode)) ?
	       step : 0;
}

static bool judge_boot(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	char reason[1100];

	for (size_t k = e->own; k < e->nr_steps; k++)
		for (size_t i = 0; i < e->step[k].nr; i++) {
			const char *mode = e->step[k].mode[i].mode;
			size_t step = broken_at(e, mode);

			if (!step)
				continue;
			snprintf(reason, sizeof(reason), "%s: %s", mode,
				 reason_text(mode_at(e, step, mode)->reason));
			say_fails(j, "boot", step, e->nr_steps == 2 ?
				  e->step[step].boot.reason : reason);
			return true;
		}
	return false;
}

/*
 * A stage with the fix that FAILs breaks it, whatever else is missing.
 */
static bool judge_broken(const struct judgement *j)
{
	if (stage_is(&j->e->apply, FAIL)) {
		sentence_say(j->s, "apply fails: %s", reason_text(j->e->apply.reason));
		return true;
	}
	return judge_build(j) || judge_boot(j);
}

/* True when the stage decides: it is ERROR, SKIP or was not run. */
static bool decides(const struct judgement *j, const char *stage,
		    const struct stage_state *state, enum verdict *verdict)
{
	if (stage_is(state, PASS) || stage_is(state, FAIL))
		return false;
	if (!state->there) {
		*verdict = NO_VERDICT;
		sentence_say(j->s, "%s has no result", stage);
		return true;
	}
	*verdict = state->outcome == SKIP ? SKIPPED : VERDICT_ERROR;
	sentence_say(j->s, "%s: %s", stage, reason_text(state->reason));
	return true;
}

/* The first stage that is ERROR, SKIP or was not run decides. */
static bool judge_incomplete(const struct judgement *j, enum verdict *verdict)
{
	const struct fix_evidence *e = j->e;
	struct stage_state state;
	struct step_name room;
	const char *mode;
	char stage[120];

	if (decides(j, "tree", &e->tree, verdict) ||
	    decides(j, "apply", &e->apply, verdict))
		return true;
	for_each_run_step(k, e) {
		snprintf(stage, sizeof(stage), "build.%s", step_called(j, k, &room));
		if (decides(j, stage, &e->step[k].build, verdict))
			return true;
	}
	for_each_run_step(k, e) {
		state = step_boot_state(e, k, &mode);
		snprintf(stage, sizeof(stage), "boot.%s%s%s",
			 step_called(j, k, &room), mode ? ": " : "",
			 mode ? mode : "");
		/* what does not build is not booted */
		if (!step_builds_not(e, k) &&
		    decides(j, stage, &state, verdict))
			return true;
	}
	if (stage_is(&e->tree, FAIL)) {
		*verdict = VERDICT_ERROR;
		sentence_say(j->s, "tree: %s", reason_text(e->tree.reason));
		return true;
	}
	return false;
}

/* Every step has a boot in each mode that the first one has. */
static bool is_complete(const struct fix_evidence *e, size_t step)
{
	const struct step_evidence *first = &e->step[0];
	enum outcome worst;

	if (step_builds_not(e, step))
		return true;
	for (size_t i = 0; i < first->nr; i++)
		if (!mode_at(e, step, first->mode[i].mode))
			return false;
	return step_has_all_modes(e, step, &worst);
}

static bool judge_complete(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	struct step_name room;

	for_each_run_step(k, e) {
		if (is_complete(e, k))
			continue;
		if (e->nr_steps == 2)
			sentence_say(j->s, "not every mode has a boot before and after");
		else
			sentence_say(j->s, "not every mode has a boot at %s",
				     step_called(j, k, &room));
		return false;
	}
	return true;
}

/* Boots of one mode that came out differently prove nothing, at any step. */
static bool judge_flaky(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	const struct mode_result *m;
	struct step_name room;

	for_each_run_step(k, e)
		for (size_t i = 0; i < e->step[k].nr; i++) {
			m = &e->step[k].mode[i];
			if (!m->differ)
				continue;
			if (e->nr_steps == 2)
				sentence_say(j->s, "%s: flaky, %ld of %ld boots %s the fix pass",
					     m->mode, m->passed, m->boots,
					     k ? "with" : "without");
			else
				sentence_say(j->s, "%s: flaky, %ld of %ld boots at %s pass",
					     m->mode, m->passed, m->boots,
					     step_called(j, k, &room));
			return true;
		}
	return false;
}

/*
 * A processor and its emulation differ by more than a fix: a mode is to be
 * booted by one of them at all steps.
 */
static bool judge_accel(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	const struct mode_result *m, *first;
	struct step_name room;

	for_each_run_step(k, e)
		for (size_t i = 0; i < e->step[k].nr; i++) {
			m = &e->step[k].mode[i];
			first = mode_at(e, 0, m->mode);
			if (!first || !differ(m->accel, first->accel))
				continue;
			sentence_say(j->s, "%s: booted by %s at %s, by %s before, so that more than the fix differs: boot all steps alike, with --force boot",
				     m->mode, m->accel,
				     step_called(j, k, &room), first->accel);
			return true;
		}
	return false;
}

/* The first complaint of a starting kernel that another one has not. */
static const char *new_complaint(const struct mode_result *m,
				 const struct mode_result *before)
{
	/* of that many, not all are known */
	if (!m->early || before->nr_early > COMPLAINTS_MAX)
		return NULL;
	for (size_t i = 0; i < m->early->nr; i++)
		if (!before->early ||
		    !strings_have(before->early, m->early->at[i]))
			return m->early->at[i];
	return NULL;
}

/*
 * A kernel that only complains with the fix is not proved sound; one that
 * always does is as it was.
 */
static bool judge_early(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	bool quick = evidence_is_quick(e);
	size_t own = quick ? e->nr_steps - 1 : e->own;
	const struct step_evidence *s = &e->step[own];
	const char *with = quick ? "fixes" : "fix";

	for (size_t i = 0; i < s->nr; i++) {
		const struct mode_result *a = &s->mode[i], *b =
			mode_at(e, quick ? 0 : own - 1, a->mode);
		const char *new = b ? new_complaint(a, b) : NULL;

		if (!b || (a->nr_early <= b->nr_early && !new))
			continue;
		if (a->nr_early > b->nr_early)
			sentence_say(j->s, "%s: while starting, the kernel complains %lu times with the %s, %lu without",
				     a->mode, a->nr_early, with, b->nr_early);
		else
			sentence_say(j->s, "%s: while starting, the kernel complains of something else with the %s than without: %.200s",
				     a->mode, with, new);
		add_quick(j);
		return false;
	}
	return true;
}

/* The other half of a proof: every mode, at every step with the fix. */
static bool passes_with(const struct fix_evidence *e)
{
	for_each_run_step(k, e) {
		if (k < e->own)
			continue;
		for (size_t i = 0; i < e->step[k].nr; i++)
			if (!mode_passes(&e->step[k].mode[i]))
				return false;
	}
	return true;
}

static void say_proved(const struct judgement *j, size_t nr_failing,
		       const char *failing)
{
	const struct fix_evidence *e = j->e;
	char modes[80] = "", from[300] = "", steps[80] = "";
	struct step_name room;

	if (nr_failing == 1 && e->nr_modes > 1)
		snprintf(modes, sizeof(modes), " in %.60s", failing);
	else if (nr_failing < e->nr_modes)
		snprintf(modes, sizeof(modes), " in %zu modes", nr_failing);
	if (e->from)
		snprintf(from, sizeof(from), " from %s on, where '%.200s' brings its bug in,",
			 step_called(j, e->from, &room), e->step[e->from].fix);
	if (e->nr_steps > 2)
		snprintf(steps, sizeof(steps), ", at %zu steps", e->nr_steps);
	sentence_say(j->s, "fails%s%s%s and passes with it, in %zu mode%s%s",
		     e->from ? "" : " without the fix", modes, from,
		     e->nr_modes, plural(e->nr_modes), steps);
}

/* With the results of every step that was run. */
static enum verdict judge_results(const struct judgement *j)
{
	const char *failing = NULL;
	size_t nr_failing;

	if (evidence_is_quick(j->e) && j->e->from) {
		sentence_say(j->s, "only the first and the last step were run, and the fix '%s' brings its bug in between",
			     j->e->step[j->e->from].fix);
		return NO_VERDICT;
	}
	if (judge_flaky(j) || judge_accel(j) || judge_turned(j) ||
	    !judge_before(j, &nr_failing, &failing) || judge_unrun(j) ||
	    judge_same_kernel(j))
		return UNPROVED;
	if (!judge_early(j))
		return BROKEN;
	if (!passes_with(j->e)) {
		sentence_say(j->s, "not every mode passes with the fix");
		return NO_VERDICT;
	}
	if (evidence_is_quick(j->e)) {
		sentence_say(j->s, "only the first and the last step were run: the check fails without the fixes and passes with all of them, but which of them turns it is not known");
		return NO_VERDICT;
	}
	say_proved(j, nr_failing, failing);
	return PROVED;
}

enum verdict fix_judge(const struct fix_evidence *e, char *reason,
		       unsigned long size)
{
	struct judgement j = { e, { reason, size } };
	enum verdict verdict;

	sentence_say(j.s, "%s", "");
	if (e->doubt) {
		sentence_say(j.s, "%s", e->doubt);
		return NO_VERDICT;
	}
	if (!e->own) {
		sentence_say(j.s, "the series has no patch of this fix");
		return UNPROVED;
	}
	if (judge_mixed(&j))
		return NO_VERDICT;
	if (judge_broken(&j))
		return BROKEN;
	if (judge_incomplete(&j, &verdict))
		return verdict;
	if (!judge_complete(&j))
		return NO_VERDICT;
	return judge_results(&j);
}

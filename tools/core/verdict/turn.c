// SPDX-License-Identifier: GPL-2.0-only
/* Which step turns a fix's check: its own, another's, or none. */
#include "core/verdict/turn.h"

#include "core/verdict/mode-steps.h"

bool judge_turned(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	const struct step_evidence *own = &e->step[e->own];
	struct step_name room;

	for (size_t i = 0; i < own->nr; i++) {
		const struct mode_result *m = &own->mode[i];
		size_t k = e->own + 1;

		if (m->outcome != FAIL)
			continue;
		while (k < e->nr_steps && !mode_passes(mode_at(e, k, m->mode)))
			k++;
		if (k == e->nr_steps)
			continue;
		sentence_say(j->s, "%s: the check fails with the fix and passes from %s on: the fix '%s' turns it",
			     m->mode, step_called(j, k, &room), e->step[k].fix);
		return true;
	}
	return false;
}

static bool fails_as_wanted(const struct mode_result *m)
{
	return mode_fails(m) && m->signature;
}

/*
 * The first step with the bug that was run and does not fail as the fix's
 * signature says in that mode; the fix's own when there is none.
 */
static size_t failing_up_to(const struct fix_evidence *e, const char *mode)
{
	for_each_run_step(k, e)
		if (k >= e->from && k < e->own &&
		    !fails_as_wanted(mode_at(e, k, mode)))
			return k;
	return e->own;
}

/* Asks whether the check fails so in that mode at every step before the fix. */
static bool shows_it(const struct fix_evidence *e, const char *mode)
{
	return failing_up_to(e, mode) == e->own;
}

/* Says why a mode that fails at the steps before this one proves nothing. */
static void say_not_failing(const struct judgement *j, size_t step,
			    const struct mode_result *m)
{
	const char *fix = j->e->step[step].fix;
	struct step_name room;

	if (m->outcome == FAIL && !step)
		sentence_say(j->s, "%s: without the fix it fails otherwise than the fix's signature: %s",
			     m->mode, reason_text(m->reason));
	else if (m->outcome == FAIL)
		sentence_say(j->s, "%s: at %s, with the fix '%s', it fails otherwise than the fix's signature: %s",
			     m->mode, step_called(j, step, &room), fix,
			     reason_text(m->reason));
	else if (m->outcome != PASS)
		sentence_say(j->s, "%s: at %s the check does not fail, it says %s: %s",
			     m->mode, step_called(j, step, &room),
			     outcome_name(m->outcome), reason_text(m->reason));
	else if (!step)
		sentence_say(j->s, "%s: the check passes without the fix",
			     m->mode);
	else if (step == j->e->from)
		sentence_say(j->s, "%s: the check passes at %s, with the fix '%s' that is to bring its bug in",
			     m->mode, step_called(j, step, &room), fix);
	else
		sentence_say(j->s, "%s: the check passes at %s already: the fix '%s' turns it",
			     m->mode, step_called(j, step, &room), fix);
}

/* A step without the fix that does not build shows nothing. */
static bool judge_build_before(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	struct step_name room;

	for (size_t k = 0; k < e->own; k++) {
		if (!step_builds_not(e, k))
			continue;
		if (!k)
			sentence_say(j->s, "without the fix it does not build, so its check cannot fail: %s",
				     reason_text(e->step[k].build.reason));
		else
			sentence_say(j->s, "%s, the step of the fix '%s', does not build, so the check cannot fail there: %s",
				     step_called(j, k, &room), e->step[k].fix,
				     reason_text(e->step[k].build.reason));
		return false;
	}
	return true;
}

bool judge_before(const struct judgement *j, size_t *nr_modes,
		  const char **mode)
{
	const struct fix_evidence *e = j->e;
	const struct step_evidence *first = &e->step[0];
	const struct mode_result *best = NULL;
	size_t most = 0;

	*nr_modes = 0;
	if (!judge_build_before(j))
		return false;
	for (size_t i = 0; i < first->nr; i++) {
		const struct mode_result *m = &first->mode[i];
		size_t step = failing_up_to(e, m->mode);

		if (step == e->own) {
			*mode = m->mode;
			++*nr_modes;
		}
		if (!best || step > most) {
			best = m;
			most = step;
		}
	}
	if (!*nr_modes && best)
		say_not_failing(j, most, mode_at(e, most, best->mode));
	return *nr_modes;
}

/* The first step that fails at i and does not pass at k, or NULL. */
static const char *unrun(const struct fix_evidence *e, size_t i, size_t k,
			 const char *mode)
{
	static const struct mode_steps none;
	const struct mode_result *without = mode_at(e, i, mode),
				 *with = mode_at(e, k, mode);

	if (!without || !without->steps)
		return NULL;
	return mode_steps_missing(without->steps, with && with->steps ?
				  with->steps : &none);
}

static bool judge_unrun_at(const struct judgement *j, size_t k,
			   const char *mode)
{
	const struct fix_evidence *e = j->e;
	struct step_name room;

	for_each_run_step(i, e) {
		const char *step = i >= e->from && i < e->own ?
			unrun(e, i, k, mode) : NULL;

		if (!step)
			continue;
		sentence_say(j->s, "%s: at %s the check's step '%s', which fails without the fix, does not pass: it is skipped or not run",
			     mode, step_called(j, k, &room), step);
		return true;
	}
	return false;
}

bool judge_unrun(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	const struct step_evidence *first = &e->step[0];

	for_each_run_step(k, e)
		for (size_t m = 0; k >= e->own && m < first->nr; m++)
			if (shows_it(e, first->mode[m].mode) &&
			    judge_unrun_at(j, k, first->mode[m].mode))
				return true;
	return false;
}

/* A check's modules are built with each step's headers: a fix may be there. */
static bool turns_alone(const struct mode_result *without,
			const struct mode_result *with)
{
	return mode_fails(without) && mode_passes(with) && without->kernel &&
	       *without->kernel && !differ(without->kernel, with->kernel) &&
	       !differ(without->modules, with->modules);
}

/* The first mode that turns between two steps of the same kernel; or NULL. */
static const char *turning_mode(const struct fix_evidence *e, size_t without,
				size_t with)
{
	const struct step_evidence *s = &e->step[without];

	for (size_t i = 0; i < s->nr; i++)
		if (turns_alone(&s->mode[i],
				mode_at(e, with, s->mode[i].mode)))
			return s->mode[i].mode;
	return NULL;
}

bool judge_same_kernel(const struct judgement *j)
{
	const struct fix_evidence *e = j->e;
	struct step_name one, other;

	for_each_run_step(k, e)
		for_each_run_step(i, e) {
			const char *mode = i < e->own && k >= e->own ?
				turning_mode(e, i, k) : NULL;

			if (!mode)
				continue;
			sentence_say(j->s, "%s%s%s and %s booted the same kernel, which the fix does not change",
				     e->nr_modes > 1 ? mode : "",
				     e->nr_modes > 1 ? ": " : "",
				     step_called(j, i, &one),
				     step_called(j, k, &other));
			return true;
		}
	return false;
}

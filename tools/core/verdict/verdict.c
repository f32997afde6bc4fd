// SPDX-License-Identifier: GPL-2.0-only
/* From the outcomes of a branch's stages to what they prove. */
#include "core/verdict/verdict.h"

#include <string.h>

#include "core/text/diag.h"

static const char *text(const char *reason)
{
	return reason && *reason ? reason : "no reason said";
}

static bool is(const struct evidence *e, size_t stage,
	       enum outcome outcome)
{
	return e->stage[stage].there && e->stage[stage].outcome == outcome;
}

/* Boots of one mode that came out differently prove nothing, whichever side. */
static const struct mode_result *differing(const struct evidence_side *side)
{
	for (unsigned long i = 0; i < side->nr; i++)
		if (side->mode[i].differ)
			return &side->mode[i];
	return NULL;
}

/* A mode in which the kernel with the fix fails, and every time. */
static bool fails_steadily(const struct evidence *e)
{
	for (unsigned long i = 0; i < e->after.nr; i++)
		if (e->after.mode[i].outcome == FAIL &&
		    !e->after.mode[i].differ)
			return true;
	return false;
}

/*
 * After first: a stage of it that FAILs is the branch's fault, whatever else
 * is missing.
 */
static bool judge_broken(const struct evidence *e, struct sentence s)
{
	const size_t last = e->nr_steps - 1, build = stage_build(last),
		     boot = stage_boot(last, e->nr_steps);
	const size_t after[] = { STAGE_APPLY, build, boot };

	for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
		if (after[i] == boot ? !fails_steadily(e) :
		    !is(e, after[i], FAIL))
			continue;
		if (after[i] == build &&
		    is(e, stage_build(0), FAIL))
			sentence_say(s, "does not build, with the fix or without: %s",
				     text(e->stage[after[i]].reason));
		else
			sentence_say(s, "%s fails: %s",
				     stage_id(after[i], e->nr_steps).name,
				     text(e->stage[after[i]].reason));
		return true;
	}
	return false;
}

/* The first stage that is ERROR, SKIP or was not run decides. */
static bool judge_incomplete(const struct evidence *e, enum verdict *verdict,
			     struct sentence s)
{
	for_each_judged_stage(i, e->nr_steps) {
		const struct stage_state *state = &e->stage[i];

		if (state->there &&
		    (state->outcome == PASS || state->outcome == FAIL))
			continue;
		/*
		 * what did not run because the kernel without the fix does
		 * not build
		 */
		if (i == stage_boot(0, e->nr_steps) &&
		    is(e, stage_build(0), FAIL))
			continue;
		if (!state->there) {
			*verdict = NO_VERDICT;
			sentence_say(s, "%s has no result",
				     stage_id(i, e->nr_steps).name);
			return true;
		}
		*verdict = state->outcome == SKIP ? SKIPPED : VERDICT_ERROR;
		sentence_say(s, "%s: %s", stage_id(i, e->nr_steps).name,
			     text(state->reason));
		return true;
	}
	if (is(e, STAGE_TREE, FAIL)) {
		*verdict = VERDICT_ERROR;
		sentence_say(s, "tree: %s", text(e->stage[STAGE_TREE].reason));
		return true;
	}
	return false;
}

static bool differ(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* Results that each hold may still not belong together. */
static bool judge_mixed(const struct evidence *e, struct sentence s)
{
	const size_t builds[] = { stage_build(0),
				  stage_build(e->nr_steps - 1) };
	const struct evidence_side *side[] = { &e->before, &e->after };

	for (int i = 0; i < 2; i++)
		if (is(e, STAGE_APPLY, PASS) && e->stage[builds[i]].there &&
		    side[i]->built &&
		    differ(side[i]->built, side[i]->applied)) {
			sentence_say(s, "%s is of another tree than the series makes",
				     stage_id(builds[i], e->nr_steps).name);
			return true;
		}
	for (int i = 0; i < 2; i++)
		if (side[i]->nr && differ(side[i]->image, side[i]->booted)) {
			sentence_say(s, "boot.%s is of another kernel than the last build",
				     i ? "after" : "before");
			return true;
		}
	return false;
}

/* Without the fix every mode has to fail, and as the signature says. */
static bool judge_before(const struct evidence *e, struct sentence s)
{
	if (is(e, stage_build(0), FAIL)) {
		sentence_say(s, "without the fix it does not build, so its check cannot fail: %s",
			     text(e->stage[stage_build(0)].reason));
		return false;
	}
	for (unsigned long i = 0; i < e->before.nr; i++) {
		const struct mode_result *m = &e->before.mode[i];

		if (m->outcome == PASS) {
			sentence_say(s, "%s: the check passes without the fix",
				     m->mode);
			return false;
		}
		if (!m->signature) {
			sentence_say(s, "%s: without the fix it fails otherwise than the fix's signature: %s",
				     m->mode, text(m->reason));
			return false;
		}
	}
	return true;
}

/*
 * A kernel that only complains with the fix is not proved sound; one that
 * always does is as it was.
 */
static bool judge_early(const struct evidence *e, struct sentence s)
{
	for (unsigned long i = 0; i < e->before.nr && i < e->after.nr; i++) {
		const struct mode_result *b = &e->before.mode[i],
					 *a = &e->after.mode[i];

		if (a->nr_early <= b->nr_early)
			continue;
		sentence_say(s, "%s: while starting, the kernel complains %lu times with the fix, %lu without",
			     a->mode, a->nr_early, b->nr_early);
		return false;
	}
	return true;
}

static bool judge_flaky(const struct evidence *e, struct sentence s)
{
	const struct mode_result *m = differing(&e->before);
	const char *side = "without";

	if (!m) {
		m = differing(&e->after);
		side = "with";
	}
	if (m)
		sentence_say(s, "%s: flaky, %ld of %ld boots %s the fix pass",
			     m->mode, m->passed, m->boots, side);
	return m;
}

/* One side has all its modes, and their worst outcome is its stage's. */
static bool side_complete(const struct evidence *e, size_t stage,
			  const struct evidence_side *side)
{
	enum outcome worst = PASS;

	for (unsigned long i = 0; i < side->nr; i++)
		worst = outcome_worst(worst, side->mode[i].outcome);
	return side->nr && side->nr == e->nr_modes && is(e, stage, worst);
}

static bool complete(const struct evidence *e, struct sentence s)
{
	size_t last = stage_boot(e->nr_steps - 1, e->nr_steps);
	bool good = side_complete(e, last, &e->after) &&
		(is(e, stage_build(0), FAIL) ||
		 side_complete(e, stage_boot(0, e->nr_steps), &e->before));

	if (!good)
		sentence_say(s, "not every mode has a boot before and after");
	return good;
}

enum verdict verdict_judge(const struct evidence *e, char *reason,
			   unsigned long size)
{
	struct sentence s = { reason, size };
	enum verdict verdict;

	sentence_say(s, "%s", "");
	if (e->doubt) {
		sentence_say(s, "%s", e->doubt);
		return NO_VERDICT;
	}
	if (judge_mixed(e, s))
		return NO_VERDICT;
	if (judge_broken(e, s))
		return BROKEN;
	if (judge_incomplete(e, &verdict, s))
		return verdict;
	if (!complete(e, s))
		return NO_VERDICT;
	if (judge_flaky(e, s) || !judge_before(e, s))
		return UNPROVED;
	if (!judge_early(e, s))
		return BROKEN;
	sentence_say(s, "fails without the fix and passes with it, in %lu mode%s",
		     e->nr_modes, e->nr_modes == 1 ? "" : "s");
	return PROVED;
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[NO_VERDICT] = "no verdict", [PROVED] = "proved", [UNPROVED] = "unproved",
		[BROKEN] = "broken", [VERDICT_ERROR] = "error",
		[SKIPPED] = "skipped",
	};

	return names[verdict];
}

bool verdict_of(const char *name, enum verdict *verdict)
{
	for (*verdict = NO_VERDICT; *verdict <= SKIPPED; ++*verdict)
		if (!strcmp(verdict_name(*verdict), name))
			return true;
	return false;
}

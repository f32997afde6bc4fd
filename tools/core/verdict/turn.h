/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_TURN_H
#define CORE_VERDICT_TURN_H

/* For fix-judge.c alone. */
#include <string.h>

#include "core/text/diag.h"
#include "core/verdict/fix-evidence.h"

/* A sentence under way, and what it is about. */
struct judgement {
	const struct fix_evidence *e;
	struct sentence s;
};

/*
 * True, and says so, when the check fails with the fix and passes from a later
 * fix's step on.
 */
bool judge_turned(const struct judgement *j);

/*
 * True when in one mode at least the check fails at every step before the
 * fix's own, as the signature says: counts those modes, and names one. Else
 * says why not.
 */
bool judge_before(const struct judgement *j, size_t *nr_modes,
		  const char **mode);

/*
 * Asks whether a step of the check that fails without the fix, in a mode that
 * shows it, is not run or skipped with it: the check ended early.
 */
bool judge_unrun(const struct judgement *j);

/* The name of a step, which stands in room. */
static inline const char *step_called(const struct judgement *j, size_t step,
				      struct step_name *room)
{
	*room = step_name(step, j->e->nr_steps);
	return room->at;
}

static inline const char *reason_text(const char *reason)
{
	return reason && *reason ? reason : "no reason said";
}

/* Asks whether two ids differ; not known, NULL, is as "". */
static inline bool differ(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/*
 * True, and says so, when a mode fails without the fix and passes with it in
 * one and the same kernel, with the same modules of the check: then it is
 * flaky, or one of the consoles is not what it seems.
 */
bool judge_same_kernel(const struct judgement *j);

#endif

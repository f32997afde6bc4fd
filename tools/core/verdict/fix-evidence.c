// SPDX-License-Identifier: GPL-2.0-only
/* What is asked of the evidence for a fix. */
#include "core/verdict/fix-evidence.h"

#include <string.h>

bool stage_is(const struct stage_state *state, enum outcome outcome)
{
	return state->there && state->outcome == outcome;
}

bool step_builds_not(const struct fix_evidence *e, size_t step)
{
	return stage_is(&e->step[step].build, FAIL);
}

const struct mode_result *mode_at(const struct fix_evidence *e, size_t step,
				  const char *mode)
{
	for (size_t i = 0; i < e->step[step].nr; i++)
		if (!strcmp(e->step[step].mode[i].mode, mode))
			return &e->step[step].mode[i];
	return NULL;
}

bool mode_fails(const struct mode_result *m)
{
	return m && m->outcome == FAIL && !m->differ;
}

bool mode_passes(const struct mode_result *m)
{
	return m && m->outcome == PASS && !m->differ;
}

bool evidence_is_quick(const struct fix_evidence *e)
{
	for (size_t k = 1; k + 1 < e->nr_steps; k++)
		if (e->step[k].build.there || e->step[k].boot.there)
			return false;
	return e->nr_steps > 2;
}

bool step_has_all_modes(const struct fix_evidence *e, size_t step,
			enum outcome *worst)
{
	const struct step_evidence *s = &e->step[step];

	*worst = PASS;
	for (size_t i = 0; i < s->nr; i++)
		*worst = outcome_worst(*worst, s->mode[i].outcome);
	return s->nr && s->nr == e->nr_modes && s->boot.there &&
	       (e->nr_steps == 2 ? s->boot.outcome == *worst :
		outcome_worst(s->boot.outcome, *worst) == s->boot.outcome);
}

struct stage_state step_boot_state(const struct fix_evidence *e, size_t step,
				   const char **mode)
{
	const struct step_evidence *s = &e->step[step];
	struct stage_state state = { .there = true };

	*mode = NULL;
	if (!step_has_all_modes(e, step, &state.outcome) || e->nr_steps == 2)
		return s->boot;
	for (size_t i = 0; i < s->nr && !*mode; i++)
		if (s->mode[i].outcome == state.outcome) {
			state.reason = s->mode[i].reason;
			*mode = s->mode[i].mode;
		}
	return state;
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* A fix's evidence, written as a row of letters. */
#ifndef UNIT_VERDICT_ROW_H
#define UNIT_VERDICT_ROW_H

#include "unit.h"

#include <stdio.h>

#include "core/verdict/fix-judge.h"

#define STEPS	5
#define MODES	2

/* P F E S: an outcome; -: no result. */
static inline struct stage_state state_of(char letter)
{
	static const char letters[] = "PSFE";
	const char *at = strchr(letters, letter);
	struct stage_state w = { .reason = "why" };

	if (at && letter) {
		w.there = true;
		w.outcome = at - letters;
	}
	return w;
}

/*
 * A mode: S fails with the signature, F fails otherwise, P passes, E error, K
 * skip, D differs from boot to boot.
 */
static inline struct mode_result mode_of(char letter, size_t nr)
{
	static const char *const names[MODES] = { "plain", "poison" };
	struct mode_result m = { .mode = names[nr], .boots = 3,
				 .reason = "because" };

	m.outcome = letter == 'P' ? PASS : letter == 'E' ? ERROR :
		    letter == 'K' ? SKIP : FAIL;
	m.passed = letter == 'P' ? 3 : letter == 'D' ? 2 : 0;
	m.signature = letter == 'S';
	m.differ = letter == 'D';
	return m;
}

/*
 * Steps as "P=SP": the build; the stage of the boots, = for the worst of the
 * modes; the modes. The fixes are called a, b, c.
 */
struct row {
	const char *head;	/* tree, apply */
	const char *step[STEPS];
	size_t own;
	enum verdict verdict;
	const char *reason;	/* part of it */
};

/* The evidence that a row stands for, and room for it. */
struct room {
	struct fix_evidence e;
	struct step_evidence step[STEPS];
	struct mode_result mode[STEPS][MODES];
};

static inline void make(struct room *r, const struct row *row)
{
	static const char *const names[STEPS] = { NULL, "a", "b", "c", "d" };

	*r = (struct room){ .e = {
		.tree = state_of(row->head[0]), .apply = state_of(row->head[1]),
		.step = r->step, .own = row->own, .nr_modes = MODES,
	} };
	for (size_t k = 0; k < STEPS && row->step[k]; k++) {
		struct step_evidence *s = &r->step[k];
		const char *text = row->step[k];
		enum outcome worst = PASS;

		*s = (struct step_evidence){ .fix = names[k],
			.build = state_of(text[0]), .mode = r->mode[k] };
		for (const char *m = text + 2; *m; m++, s->nr++) {
			r->mode[k][s->nr] = mode_of(*m, s->nr);
			worst = outcome_worst(worst,
					      r->mode[k][s->nr].outcome);
		}
		s->boot = state_of(text[1]);
		if (text[1] == '=')
			s->boot = (struct stage_state){ true, worst, "why" };
		r->e.nr_steps = k + 1;
	}
}

static inline enum verdict judge(const struct row *row, char *reason,
				  size_t size)
{
	struct room r;

	make(&r, row);
	return fix_judge(&r.e, reason, size);
}

#endif

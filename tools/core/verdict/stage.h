/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_STAGE_H
#define CORE_VERDICT_STAGE_H

#include "core/console/console.h"

/*
 * The worst of two outcomes, as a stage of several boots counts them: ERROR,
 * FAIL, SKIP, PASS.
 */
enum outcome outcome_worst(enum outcome a, enum outcome b);

/* The stages a verdict is made of, in the order they run. */
enum stage_name {
	STAGE_TREE, STAGE_APPLY, STAGE_BUILD_BEFORE, STAGE_BUILD_AFTER,
	STAGE_BOOT_BEFORE, STAGE_BOOT_AFTER, NR_STAGES,
	/*
	 * Runs ahead of the builds, which FAIL where it does: no verdict is
	 * made of it.
	 */
	STAGE_OBJECTS = NR_STAGES, NR_PLANNED,
};

struct step_name {
	char at[32];
};

/* "before" for step 0, "after" for the last, "step1" and so on between. */
struct step_name step_name(size_t step, size_t nr_steps);

/* What is known of a stage. */
struct stage_state {
	bool there;	/* it has a stored result */
	enum outcome outcome;
	const char *reason;	/* borrowed; "" or NULL for none */
};

/* "tree", "apply", "build.before", ..., "objects". */
const char *stage_name(enum stage_name stage);

/*
 * The stages of a branch as they run: what is touched is compiled ahead of
 * the builds.
 */
extern const enum stage_name stage_order[NR_PLANNED];

#endif

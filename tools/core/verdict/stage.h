/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_STAGE_H
#define CORE_VERDICT_STAGE_H

#include "core/console/console.h"

/*
 * The worst of two outcomes, as a stage of several boots counts them: ERROR,
 * FAIL, SKIP, PASS.
 */
enum outcome outcome_worst(enum outcome a, enum outcome b);

/*
 * A branch of n fixes has n + 1 steps (HACKING, "The words"), two at least; its
 * stages are numbered in the order in which they run: tree, apply, objects, the
 * build of each step, the boots of each step.
 */
enum stage_kind {
	/* these three are also the numbers of their stages */
	STAGE_TREE, STAGE_APPLY,
	/* not judged: the builds FAIL where it does */
	STAGE_OBJECTS,
	STAGE_BUILD, STAGE_BOOT,
};

/* How many stages a branch has; none when nothing is known of its steps. */
size_t stage_count(size_t nr_steps);

/* The number of the stage that builds a step. */
size_t stage_build(size_t step);

/* The number of the stage that boots a step. */
size_t stage_boot(size_t step, size_t nr_steps);

/* What a stage is. */
struct stage_id {
	enum stage_kind kind;
	size_t step;	/* of a build or a boot */
	char name[40];	/* "tree", "build.before", "boot.step2" */
};

/* The stage of that number, which is below stage_count(). */
struct stage_id stage_id(size_t stage, size_t nr_steps);

/* The number of the stage of that name; false when there is none. */
bool stage_of(const char *name, size_t nr_steps, size_t *stage);

/* Goes through the numbers of the stages that a verdict is made of. */
#define for_each_judged_stage(i, nr_steps)				\
	for (size_t i = 0; i < stage_count(nr_steps); i++)		\
		if (i != STAGE_OBJECTS)

struct step_name {
	char at[32];
};

/* "before" for step 0, "after" for the last, "step1" and so on between. */
struct step_name step_name(size_t step, size_t nr_steps);

/*
 * Reads a step's name, or its number with or without "step" before it; false
 * when the branch has no such step.
 */
bool step_of(const char *name, size_t nr_steps, size_t *step);

/* What is known of a stage. */
struct stage_state {
	bool there;	/* it has a stored result */
	enum outcome outcome;
	const char *reason;	/* borrowed; "" or NULL for none */
};

#endif

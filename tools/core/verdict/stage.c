// SPDX-License-Identifier: GPL-2.0-only
/* The stages of a branch and their outcomes. */
#include "core/verdict/stage.h"

#include <stdio.h>
#include <string.h>

static const char *const stages[NR_PLANNED] = {
	[STAGE_TREE] = "tree", [STAGE_APPLY] = "apply",
	[STAGE_BUILD_BEFORE] = "build.before",
	[STAGE_BUILD_AFTER] = "build.after",
	[STAGE_BOOT_BEFORE] = "boot.before",
	[STAGE_BOOT_AFTER] = "boot.after",
	[STAGE_OBJECTS] = "objects",
};

const enum stage_name stage_order[NR_PLANNED] = {
	STAGE_TREE, STAGE_APPLY, STAGE_OBJECTS, STAGE_BUILD_BEFORE,
	STAGE_BUILD_AFTER, STAGE_BOOT_BEFORE, STAGE_BOOT_AFTER,
};

const char *stage_name(enum stage_name stage)
{
	return stages[stage];
}

enum outcome outcome_worst(enum outcome a, enum outcome b)
{
	return a > b ? a : b;
}

struct step_name step_name(size_t step, size_t nr_steps)
{
	struct step_name name = { "before" };

	if (step == nr_steps - 1)
		strcpy(name.at, "after");
	else if (step)
		snprintf(name.at, sizeof(name.at), "step%zu", step);
	return name;
}

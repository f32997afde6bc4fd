// SPDX-License-Identifier: GPL-2.0-only
/* The stages of a branch, their names and their outcomes. */
#include "core/verdict/stage.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t stage_count(size_t nr_steps)
{
	return nr_steps ? STAGE_BUILD + 2 * nr_steps : 0;
}

size_t stage_build(size_t step)
{
	return STAGE_BUILD + step;
}

size_t stage_boot(size_t step, size_t nr_steps)
{
	return STAGE_BUILD + nr_steps + step;
}

struct stage_id stage_id(size_t stage, size_t nr_steps)
{
	static const char *const names[] = {
		[STAGE_TREE] = "tree", [STAGE_APPLY] = "apply",
		[STAGE_OBJECTS] = "objects", [STAGE_BUILD] = "build",
		[STAGE_BOOT] = "boot",
	};
	struct stage_id id = { .kind = stage };
	const char *name;

	assert(stage < stage_count(nr_steps));
	if (stage >= STAGE_BUILD) {
		id.step = (stage - STAGE_BUILD) % nr_steps;
		id.kind = stage < stage_boot(0, nr_steps) ? STAGE_BUILD :
							    STAGE_BOOT;
	}
	name = names[id.kind];
	if (stage < STAGE_BUILD)
		snprintf(id.name, sizeof(id.name), "%s", name);
	else
		snprintf(id.name, sizeof(id.name), "%s.%s", name,
			 step_name(id.step, nr_steps).at);
	return id;
}

bool stage_of(const char *name, size_t nr_steps, size_t *stage)
{
	for (*stage = 0; *stage < stage_count(nr_steps); ++*stage)
		if (!strcmp(stage_id(*stage, nr_steps).name, name))
			return true;
	return false;
}

struct step_name step_name(size_t step, size_t nr_steps)
{
	struct step_name name = { "before" };

	assert(step < nr_steps);
	if (step == nr_steps - 1)
		strcpy(name.at, "after");
	else if (step)
		snprintf(name.at, sizeof(name.at), "step%zu", step);
	return name;
}

bool step_of(const char *name, size_t nr_steps, size_t *step)
{
	char *end;

	*step = nr_steps - 1;
	if (!strcmp(name, "after"))
		return true;
	*step = 0;
	if (!strcmp(name, "before"))
		return true;
	if (!strncmp(name, "step", 4))
		name += 4;
	if (*name < '0' || *name > '9')
		return false;
	*step = strtoul(name, &end, 10);
	return !*end && *step < nr_steps;
}

enum outcome outcome_worst(enum outcome a, enum outcome b)
{
	return a > b ? a : b;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Whether a branch's stored results are what its stages would make again. */
#include "sys/matrix/hold.h"

#include <stdlib.h>

#include "sys/build/build-warnings.h"
#include "sys/build/mode-kernels.h"
#include "sys/build/objects-stage.h"
#include "sys/matrix/consoles.h"
#include "sys/matrix/stale.h"

/* A boot without the fix fails as it should, and objects may be skipped. */
static bool is_carried_out(const struct result *r, struct stage_id id,
			   long repeat)
{
	const char *boots = result_input(r, "repeat");

	if (id.kind == STAGE_BOOT)
		return result_is_decisive(r) &&
			repeat == (boots ? strtol(boots, NULL, 10) : 1);
	if (id.kind == STAGE_OBJECTS)
		return r->outcome != ERROR;
	return r->outcome == PASS && !result_input(r, "werror-new");
}

static bool is_kept(const struct result *r, struct stage_id id,
		    const struct branch *b, const char *out)
{
	struct step_name step = step_name(id.step, b->nr_steps);
	struct diag ignored;

	if (id.kind == STAGE_OBJECTS)
		return !objects_gone(out, b);
	if (id.kind == STAGE_BOOT)
		return consoles_agree(b, out, r, &ignored);
	return id.kind != STAGE_BUILD ||
	       (kernels_kept(b, step.at, r) && build_warnings_kept(b, step.at));
}

bool results_hold(const struct branch *b, const char *out, long repeat)
{
	const size_t nr_steps = b->nr_steps, nr = stage_count(nr_steps);
	struct result *stage = new_array(nr, sizeof(*stage));
	const struct stale_check check = { .branch = b, .out = out,
					   .nr_steps = nr_steps,
					   .stage = stage };
	struct diag ignored = { 0 };
	bool hold = true;
	size_t have = 0;

	while (hold && have < nr) {
		struct stage_id id = stage_id(have, nr_steps);
		struct result *r = &stage[have++];

		hold = !result_load(r, out, b->name, id.name, &ignored) &&
			is_carried_out(r, id, repeat) && is_kept(r, id, b, out);
	}
	hold = hold && !results_are_stale(&check, &ignored);
	while (have)
		result_release(&stage[--have]);
	free(stage);
	return hold;
}

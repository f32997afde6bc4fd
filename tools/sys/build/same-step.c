// SPDX-License-Identifier: GPL-2.0-only
/* Steps of one tree: a patch that changes nothing, or takes another back. */
#include "sys/build/same-step.h"

#include <string.h>

#include "sys/build/build-warnings.h"
#include "sys/build/image.h"

static bool is_built(struct same_step *s, const struct kernel *k, size_t step,
		     const char *out, const char *key)
{
	struct stage_id id = stage_id(stage_build(step), k->steps.nr);
	struct diag ignored;

	s->name = kernel_step(k, step);
	if (result_load(&s->built, out, k->branch->name, id.name, &ignored))
		return false;
	if (s->built.outcome == PASS && !strcmp(s->built.key, key) &&
	    image_kept(k->branch, s->name.at, key, &ignored) > 0 &&
	    build_warnings_kept(k->branch, s->name.at))
		return true;
	result_release(&s->built);
	return false;
}

bool same_step_find(struct same_step *s, const struct kernel *k, size_t step,
		    const char *out, const char *key)
{
	for (size_t i = 0; i < k->steps.nr; i++)
		if (i != step && git_oid_equal(&k->steps.tree[i],
					       &k->steps.tree[step]) &&
		    is_built(s, k, i, out, key))
			return true;
	return false;
}

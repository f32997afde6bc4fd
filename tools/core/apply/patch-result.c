// SPDX-License-Identifier: GPL-2.0-only
/* The outcome of a patch, worked out from its file diffs. */
#include "core/apply/patch-result.h"

#include <stdlib.h>

const char *patch_outcome_name(enum patch_outcome outcome)
{
	static const char *const names[] = {
		[PATCH_APPLIED] = "applied", [PATCH_MERGED] = "merged",
		[PATCH_REFUSED] = "refused",
	};

	return names[outcome];
}

/* Merged parts let the rest apply; one refused part refuses the patch. */
void patch_result_judge(struct patch_result *r)
{
	size_t merged = 0;

	for (size_t i = 0; i < r->nr; i++)
		merged += r->part[i].a.applied == APPLIED_MERGED;
	if (patch_result_refused(r))
		r->outcome = PATCH_REFUSED;
	else if (r->nr && merged == r->nr)
		r->outcome = PATCH_MERGED;
	else
		r->outcome = PATCH_APPLIED;
}

enum placed patch_result_worst(const struct patch_result *r)
{
	enum placed worst = PLACED_EXACT;

	for (size_t i = 0; i < r->nr; i++) {
		const struct application *a = &r->part[i].a;

		for (size_t k = 0; a->where && k < a->nr; k++)
			if (placed_ok(a->where[k].placed) &&
			    a->where[k].placed != PLACED_MERGED &&
			    a->where[k].placed > worst)
				worst = a->where[k].placed;
	}
	return worst;
}

const struct part *patch_result_refused(const struct patch_result *r)
{
	for (size_t i = 0; i < r->nr; i++)
		if (r->part[i].a.applied == APPLIED_REFUSED)
			return &r->part[i];
	return NULL;
}

void part_describe_refusal(const struct part *part, struct buf *out)
{
	const struct application *a = &part->a;

	if (a->reason[0]) {
		buf_adds(out, a->reason);
		return;
	}
	for (size_t i = 0; a->where && i < a->nr; i++)
		if (!placed_ok(a->where[i].placed)) {
			buf_addf(out, "hunk %zu ", i + 1);
			placement_describe(&a->where[i], out);
			return;
		}
	buf_adds(out, "refused");
}

void patch_result_release(struct patch_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		application_release(&r->part[i].a);
		nearest_list_release(&r->part[i].nearest);
	}
	free(r->part);
	*r = (struct patch_result){ 0 };
}

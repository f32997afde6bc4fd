// SPDX-License-Identifier: GPL-2.0-only
/* backport export: which patches of the series, and of which fixes. */
#include "cmd/export/choose.h"
#include "sys/conf/branch.h"

#include <string.h>

/*
 * Which step has each patch first: that of its fix; of a patch of no fix, that
 * of the next fix's, or the last.
 */
static void find_steps(struct export *x)
{
	size_t step = x->branch->nr_in_series;

	for (size_t i = x->nr; i-- > 0; x->patch[i].step = step)
		for (size_t k = 0; k < x->branch->nr_in_series; k++)
			if (x->branch->fix[k] == x->patch[i].fix)
				step = k + 1;
}

/* Asks whether the fix of a step was asked for. */
static bool is_asked(const struct export *x, size_t step)
{
	const struct fix *fix = step && step <= x->branch->nr_in_series ?
				x->branch->fix[step - 1] : NULL;

	return !x->only || (fix && !strcmp(fix->name, x->only));
}

bool export_has(const struct export *x, const struct matrix_branch *row)
{
	size_t step = row->nr_fixes == 1 ? row->fix->step : 0;

	for (size_t i = 0; step && i < x->nr; i++)
		if (x->patch[i].step == step)
			return true;
	return !step && (row->nr_fixes != 1 || is_asked(x, step));
}

/* With nothing to send, what was asked for is what --force exports. */
int export_choose(struct export *x, struct diag *why)
{
	size_t nr = 0;

	if (branch_check_fix(x->branch, x->only, why))
		return -1;
	if (x->steps.state == STEPS_FOUND && x->nr != x->steps.nr_patches)
		return diag_set(why, NULL, 0, "series/%s changed while it was read",
				x->branch->line);

	find_steps(x);
	x->nothing = true;
	for (size_t i = 0; i < x->nr; i++) {
		struct export_patch *p = &x->patch[i];

		p->in_base = x->steps.state == STEPS_FOUND &&
			     x->steps.has_patch[i];
		x->nothing &= p->in_base || !is_asked(x, p->step);
	}
	for (size_t i = 0; i < x->nr; i++) {
		struct export_patch p = x->patch[i];

		if (is_asked(x, p.step) && (x->nothing || !p.in_base)) {
			x->patch[nr++] = p;
			continue;
		}
		mail_release(&p.mail);
		buf_release(&p.text);
	}
	x->nr = nr;
	return 0;
}

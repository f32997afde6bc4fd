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

static bool is_in_base(const struct export *x, size_t step)
{
	return x->steps.state == STEPS_FOUND && step < x->steps.nr &&
	       x->steps.in_base[step];
}

/* With nothing to send, what was asked for is what --force exports. */
static bool is_wanted(const struct export *x, size_t step)
{
	return is_asked(x, step) && (x->nothing || !is_in_base(x, step));
}

bool export_has(const struct export *x, const struct matrix_branch *row)
{
	return row->nr_fixes != 1 || is_wanted(x, row->fix->step);
}

int export_choose(struct export *x, struct diag *why)
{
	size_t nr = 0;

	if (branch_check_fix(x->branch, x->only, why))
		return -1;

	find_steps(x);
	x->nothing = true;
	for (size_t i = 0; i < x->nr; i++)
		x->nothing &= !is_asked(x, x->patch[i].step) ||
			      is_in_base(x, x->patch[i].step);
	for (size_t i = 0; i < x->nr; i++) {
		struct export_patch p = x->patch[i];

		if (x->whole || is_wanted(x, p.step)) {
			x->patch[nr++] = p;
			continue;
		}
		mail_release(&p.mail);
		buf_release(&p.text);
	}
	x->nr = nr;
	return 0;
}

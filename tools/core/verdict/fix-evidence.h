/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_FIX_EVIDENCE_H
#define CORE_VERDICT_FIX_EVIDENCE_H

#include "core/verdict/verdict.h"

/*
 * What one fix of a branch is judged by: each step of the branch, with the
 * results of this fix's check. All of it is borrowed; ids are "" or NULL when
 * not known.
 */
struct step_evidence {
	/* the fix whose patch makes this step of the one before; NULL for 0 */
	const char *fix;
	/* the boots are also those of the other fixes' checks */
	struct stage_state build, boot;
	const char *applied;	/* tree that the series makes */
	const char *built;	/* tree that was built */
	/* sha256 of the kernels built, of the kernels booted */
	const char *image, *booted;
	const struct mode_result *mode;	/* of this fix's check */
	size_t nr;
};

struct fix_evidence {
	struct stage_state tree, apply;
	const struct step_evidence *step;
	size_t nr_steps;	/* two at least */
	size_t own;	/* the fix's step; 0: the series has no patch of it */
	/* before it: the first with its bug, which that step's fix brings in */
	size_t from;
	size_t nr_modes;	/* that its check is to be booted in */
	/* why the results are not of what is there now; NULL: they are */
	const char *doubt;
};

/* The result of a mode at a step; NULL when it was not booted in it. */
const struct mode_result *mode_at(const struct fix_evidence *e, size_t step,
				  const char *mode);

/* Every boot failed, or passed; false for no boot, NULL. */
bool mode_fails(const struct mode_result *m);
bool mode_passes(const struct mode_result *m);

bool stage_is(const struct stage_state *state, enum outcome outcome);
bool step_builds_not(const struct fix_evidence *e, size_t step);

/*
 * Only the first and the last of more than two steps were run: what is between
 * has no result at all.
 */
bool evidence_is_quick(const struct fix_evidence *e);

/* Goes through the steps that were run, or should have been. */
#define for_each_run_step(k, e)						\
	for (size_t k = 0; k < (e)->nr_steps; k++)			\
		if (!k || k == (e)->nr_steps - 1 || !evidence_is_quick(e))

/*
 * The step was booted in every mode of this check; worst is their worst
 * outcome. Other checks may have failed in the same boots, so the stage may be
 * worse, never better.
 */
bool step_has_all_modes(const struct fix_evidence *e, size_t step,
			enum outcome *worst);

/*
 * The outcome of a step's boots for this check alone; *mode is the one that the
 * reason is of, NULL when it is the stage's own.
 */
struct stage_state step_boot_state(const struct fix_evidence *e, size_t step,
				   const char **mode);

#endif

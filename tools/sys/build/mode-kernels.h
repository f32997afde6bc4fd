/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_MODE_KERNELS_H
#define SYS_BUILD_MODE_KERNELS_H

#include "sys/build/kernel.h"
#include "sys/build/same-step.h"

/*
 * The kernels of a step in the modes that are built: made by the same build as
 * the step's own, after it, in the same sources. The build's result names them
 * in "kernels", by mode; where one could not be made, it has outcome and reason
 * instead.
 */

/* What they are made by; all borrowed. */
struct mode_kernels {
	const struct kernel *kernel;
	struct kbuild *kbuild;	/* it has just made the step's own */
	size_t step;
	const char *side;	/* of the step's own images */
	struct result *built;	/* of the build, with its key */
	/*
	 * the first mode whose kernel could not be made, NULL: none; how that
	 * build ended, or else the last one
	 */
	const struct mode *failed;
	struct kbuild_end *end;
};

/* Makes and keeps them. 0 with *m->end and m->failed; -1 and *why. */
int mode_kernels_make(struct mode_kernels *m, struct diag *why);

/*
 * Gives a step the kernels that another step has in these modes: see
 * image_share(). 0 or -1.
 */
int mode_kernels_share(const struct kernel *k, const struct same_step *from,
		       const char *step, struct result *built,
		       struct diag *why);

/*
 * True when the images of the step's own kernel and of each mode's are those of
 * that build; of a mode's also when its sources do not build.
 */
bool kernels_kept(const struct branch *b, const char *step,
		  const struct result *built);

/*
 * Why there is no kernel of that mode, by the result of a build or of boots,
 * and whose fault that is. NULL when there is one, or the result does not know
 * of the mode. Borrowed.
 */
const char *mode_kernel_missing(const json_t *result, const struct mode *mode,
				enum outcome *outcome);

/* The same of the first mode in which the check runs and has no kernel. */
const char *mode_kernel_missing_for(const json_t *result,
				    const struct branch *b,
				    const struct check *check,
				    enum outcome *outcome);

/* Asks whether some fix's check has a kernel in each mode in which it runs. */
bool mode_kernels_suffice(const json_t *result, const struct branch *b);

/* Adds a mode that is built to a result; returns its object, borrowed. */
json_t *mode_kernel_new(json_t *result, const struct mode *mode);

/*
 * A mode's kernel in the result of a build or of boots; the result itself for
 * NULL and for a mode that is not built.
 */
const json_t *mode_kernel_of(const json_t *result, const struct mode *mode);

#endif

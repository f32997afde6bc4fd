/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_MODE_KERNELS_H
#define SYS_BUILD_MODE_KERNELS_H

#include "sys/build/kernel.h"
#include "sys/build/same-step.h"

/*
 * The kernels of a step in the modes that are built: made by the same build as
 * the step's own, after it, in the same sources. The build's result names them
 * in "kernels", by mode; of one that is not made it has outcome and reason.
 */

/* What they are made by; all borrowed. */
struct mode_kernels {
	const struct kernel *kernel;
	struct kbuild *kbuild;	/* it has just made the step's own */
	size_t step;
	const char *side;	/* of the step's own images */
	struct result *built;	/* of the build, with its key */
	/*
	 * the first mode in which it is not made, or NULL, and how that ended,
	 * or the last one
	 */
	const struct mode *failed;
	struct kbuild_end *end;
};

/* Makes and keeps them. 0 with *m->end and m->failed; -1 and *why. */
int mode_kernels_make(struct mode_kernels *m, struct diag *why);

/* Makes them those of another step, too: see image_share(). 0 or -1. */
int mode_kernels_share(const struct kernel *k, const struct same_step *from,
		       const char *step, struct result *built,
		       struct diag *why);

/*
 * True when the images of each are those of that build, or it could not be made
 * of its sources.
 */
bool mode_kernels_kept(const struct branch *b, const char *step,
		       const struct result *built);

/*
 * Why a build, or boots, have no kernel of that mode, and whose fault it is;
 * NULL: it has one, or says nothing. Borrowed.
 */
const char *mode_kernel_missing(const json_t *result, const struct mode *mode,
				enum outcome *outcome);

/* The same of the first mode in which the check runs. */
const char *mode_kernel_missing_for(const json_t *result,
				    const struct branch *b,
				    const struct check *check,
				    enum outcome *outcome);

/* Asks whether that is so of no mode of some fix's check. */
bool mode_kernels_suffice(const json_t *result, const struct branch *b);

/* Adds a mode that is built to a result; returns its object, borrowed. */
json_t *mode_kernel_new(json_t *result, const struct mode *mode);

/*
 * A mode's kernel in the result of a build or of boots; the result itself for
 * NULL and for a mode that is not built.
 */
const json_t *mode_kernel_of(const json_t *result, const struct mode *mode);

#endif

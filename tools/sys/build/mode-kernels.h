/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_MODE_KERNELS_H
#define SYS_BUILD_MODE_KERNELS_H

#include "sys/build/kernel.h"

/*
 * The kernels of a step in the modes that are built: made by the same build as
 * the step's own, after it, in the same sources. The build's result names them
 * in "kernels", by mode.
 */

/* What they are made by; all borrowed. */
struct mode_kernels {
	const struct kernel *kernel;
	struct kbuild *kbuild;	/* it has just made the step's own */
	size_t step;
	const char *side;	/* of the step's own images */
	struct result *built;	/* of the build, with its key */
	/* how the last one ended; the mode in which it is not made, or NULL */
	struct kbuild_end *end;
	const struct mode *failed;
};

/*
 * Makes and keeps them, up to one that is not made. 0 with *m->end and
 * m->failed; -1 and *why.
 */
int mode_kernels_make(struct mode_kernels *m, struct diag *why);

/* Makes them those of another step, too: see image_share(). 0 or -1. */
int mode_kernels_share(const struct kernel *k, const char *from,
		       const char *step, struct result *built,
		       struct diag *why);

/* True when the images of each are those of the build of that key. */
bool mode_kernels_kept(const struct branch *b, const char *step,
		       const char *key);

/* Adds a mode that is built to a result; returns its object, borrowed. */
json_t *mode_kernel_new(json_t *result, const struct mode *mode);

/*
 * A mode's kernel in the result of a build or of boots; the result itself for a
 * mode that is not built.
 */
const json_t *mode_kernel_of(const json_t *result, const struct mode *mode);

#endif

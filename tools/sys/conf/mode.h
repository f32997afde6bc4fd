/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_MODE_H
#define SYS_CONF_MODE_H

#include <stdbool.h>

#include "sys/conf/sections.h"

/*
 * Most modes boot the kernel that a step has. A mode with Kconfig fragments has
 * a kernel of its own at each step, where a check of the branch names the mode:
 * the step's kernel with those fragments added.
 */
bool mode_is_built(const struct mode *m);

/* Goes through the modes of a branch that kernels are built for. */
#define for_each_built_mode(m, b)					\
	for (const struct mode *m = (b)->mode;				\
	     m < (b)->mode + (b)->nr_modes; m++)			\
		if (mode_is_built(m))

/* Asks whether the mode is used on that target. */
bool mode_on_target(const struct mode *m, const struct target *target);

/*
 * What the kernel of a step in that mode is called in files and folders:
 * "after", and "after.kasan" in a mode that is built; NULL: no mode. A step's
 * name has no dot. Caller frees.
 */
char *mode_side(const char *step, const struct mode *m);

/* Adds the mode "plain" in front unless there is a mode that is not built. */
void conf_add_plain(struct conf *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_SAME_STEP_H
#define SYS_BUILD_SAME_STEP_H

#include "sys/build/kernel.h"
#include "sys/store/result.h"

/* Another step of a branch that has the same tree, and is built. */
struct same_step {
	struct step_name name;
	struct result built;	/* its build */
};

/*
 * Looks for a step whose build, stored below out, passed with the key of this
 * one's and is still in the cache. False when there is none; else
 * result_release() of s->built.
 */
bool same_step_find(struct same_step *s, const struct kernel *k, size_t step,
		    const char *out, const char *key);

#endif

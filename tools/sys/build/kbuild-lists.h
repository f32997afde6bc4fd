/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_KBUILD_LISTS_H
#define SYS_BUILD_KBUILD_LISTS_H

#include "sys/build/kbuild.h"

/* Whether a configured kernel builds a source. */
enum built {
	BUILT_NOT,
	BUILT_ALONE,	/* an object of its own */
	BUILT_UNKNOWN,	/* a Kbuild file cannot be read without Kbuild */
};

/*
 * Follows the lists of the Kbuild files from the top of the tree to path, a .c
 * or .S file in it: a single target would compile it, configured or not. k is
 * checked out and configured. 0 or -1 and *why.
 */
int kbuild_lists_find(struct kbuild *k, const char *path, enum built *built,
	       struct diag *why);

#endif

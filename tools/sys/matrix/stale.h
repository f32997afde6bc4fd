/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_STALE_H
#define SYS_MATRIX_STALE_H

#include "core/text/diag.h"
#include "core/verdict/stage.h"
#include "sys/conf/conf.h"
#include "sys/store/result.h"

/*
 * The stored results of a branch, to compare with its inputs as they are now.
 */
struct stale_check {
	const struct branch *branch;
	const char *out;	/* folder of the results */
	size_t nr_steps;
	/*
	 * stage_count() of them; stage NULL: none is stored. That of objects is
	 * compared where it is given.
	 */
	const struct result *stage;
	/* a patch whose text changed, but not the trees, is the same */
	bool any_message;
};

/*
 * True when a result is of other inputs than there are now, or when that
 * cannot be told; *why says which and what. Run in the project's folder.
 */
bool results_are_stale(const struct stale_check *c, struct diag *why);

#endif

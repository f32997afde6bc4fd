/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_MUTANTS_FIND_H
#define CMD_MUTANTS_FIND_H

#include "cmd/mutants/trial.h"

/*
 * Finds a branch's mutants, of its variants and the tree of the step of each
 * fix; of one fix, NULL: of all. 0, 1 and *why when there is no such tree, -1
 * and *why; trials_release() either way.
 */
int trials_find(struct trials *t, const struct branch *b, const char *fix,
		struct diag *why);

/* The name of a step of the branch. */
struct step_name trials_step(const struct trials *t, size_t step);

/* Frees the contents and leaves *t empty. */
void trials_release(struct trials *t);

#endif

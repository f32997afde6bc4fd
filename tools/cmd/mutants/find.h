/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_MUTANTS_FIND_H
#define CMD_MUTANTS_FIND_H

#include "cmd/mutants/trial.h"

/*
 * Finds a branch's mutants, of its variants and its tree of after. 0, 1 and
 * *why when there is no such tree, -1 and *why; trials_release() either way.
 */
int trials_find(struct trials *t, const struct branch *b, struct diag *why);

/* The tree of the last step, which the mutants are made of. */
const git_oid *trials_after(const struct trials *t);

/* Frees the contents and leaves *t empty. */
void trials_release(struct trials *t);

#endif

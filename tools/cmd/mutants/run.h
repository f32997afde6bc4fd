/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_MUTANTS_RUN_H
#define CMD_MUTANTS_RUN_H

#include "cmd/mutants/trial.h"

/*
 * Takes the stored result of a run before, if it still holds. 0 or -1 and *why.
 */
int trial_recall(const struct trials *t, struct trial *trial, struct diag *why);

/*
 * As trial_recall(), and builds and boots the mutant when nothing is stored:
 * fate, reason and seconds are filled. 0 or -1 and *why.
 */
int trial_run(const struct ctx *ctx, struct trials *t, struct trial *trial,
	      struct diag *why);

/* "unknown", "killed by the build", ... */
const char *fate_name(enum fate fate);

#endif

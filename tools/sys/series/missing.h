/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_MISSING_H
#define SYS_SERIES_MISSING_H

#include "sys/series/apply-series.h"
#include "sys/series/steps.h"

/* The patches of a branch's series that its base lacks. */

/*
 * Drops from c, the branch's whole series, the patches that the base has; s is
 * of the same series. 0, or -1 and *why when the series is another by now.
 */
int queue_keep_missing(struct queue *c, const struct branch *b,
		       const struct branch_steps *s, struct diag *why);

/*
 * Asks whether these patches make, on the base as it is, the last step's tree.
 * s was found. 0; 1 and *why when they do not; -1 and *why.
 */
int missing_make_last_step(git_repository *repo, const char *root,
			   const struct branch *b,
			   const struct branch_steps *s, struct diag *why);

#endif

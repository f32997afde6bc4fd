/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REBASE_WRITE_H
#define CMD_REBASE_WRITE_H

#include "cmd/rebase/run.h"

/*
 * True for a patch that stays in the series: a fix's own does, for what it
 * changes is what is proved.
 */
bool rebase_is_kept(const struct rebase_run *r, const struct rebased_patch *p);

/* Writes the new patches and the series file. 0 or -1 and *why. */
int rebase_publish(const struct rebase_run *r, const char *series,
		   struct diag *why);

#endif

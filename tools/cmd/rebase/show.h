/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REBASE_SHOW_H
#define CMD_REBASE_SHOW_H

#include "cmd/rebase/run.h"

/* Prints what became of each patch, as lines or as JSON. */
void rebase_show(const struct rebase_run *r);

#endif

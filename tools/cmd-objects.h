/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_OBJECTS_H
#define CMD_OBJECTS_H

#include "cmd.h"

/*
 * Compares the touched objects that both builds of a branch kept, and publishes out/BRANCH/objects.json; says
 * nothing of it. 0; 1 and *why when a side was not built, or of another patch; -1 and *why.
 */
int objects_stage(const struct branch *b, struct diag *why);

#endif

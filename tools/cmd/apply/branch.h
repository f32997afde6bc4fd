/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_BRANCH_H
#define CMD_APPLY_BRANCH_H

#include "cmd/apply/request.h"

/*
 * Applies the series of the branch of that name; its base, series and patches
 * stand in for what o does not name. With o->stage it is the apply stage of the
 * matrix. Returns the exit status.
 */
int apply_branch(struct ctx *ctx, struct apply_options *o, const char *name);

#endif

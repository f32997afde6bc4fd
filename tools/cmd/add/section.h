/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_SECTION_H
#define CMD_ADD_SECTION_H

#include "cmd/add/new-fix.h"

/* The folder below patches/ that keeps the patch as it came. */
const char *add_source_folder(const struct new_fix *t);

/*
 * Writes the fix's section at the end of the configuration, its upstream patch,
 * and a check to fill in unless there is one. 0 or -1 and *why.
 */
int add_section(const struct ctx *ctx, const struct new_fix *t,
		struct diag *why);

/* Names the fix in the branch's section, or takes it out. 0 or -1 and *why. */
int add_to_branch(const struct ctx *ctx, const char *branch, const char *fix,
		  struct diag *why);
int take_from_branch(const struct ctx *ctx, const char *branch,
		     const char *fix, struct diag *why);

#endif

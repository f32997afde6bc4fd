/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_BRANCH_H
#define SYS_CONF_BRANCH_H

#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/* True for the branch's name, and for that of the section it is one of. */
bool branch_is_called(const struct branch *b, const char *name);

/* The branch's fix of that name; NULL when it has none. */
const struct fix *branch_fix(const struct branch *b, const char *name);

/* True when the branch's section names it, if for another target only. */
bool branch_names_fix(const struct branch *b, const char *name);

/* 0 when the branch has that fix, or name is NULL; else -1 and *why. */
int branch_check_fix(const struct branch *b, const char *name,
		     struct diag *why);

/* The branch's fix whose patch is called so; NULL when it has none. */
const struct fix *branch_fix_of_patch(const struct branch *b,
				      const char *patch);

#endif

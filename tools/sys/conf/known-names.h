/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_KNOWN_NAMES_H
#define SYS_CONF_KNOWN_NAMES_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/*
 * A name that backport.conf does not have: each sets *why to a sentence that
 * lists those there are, with the one that was likely meant, and returns -1.
 */
int no_such_branch(const struct conf *c, const char *name, struct diag *why);

/* Of the branch; of any when b is NULL. */
int no_such_fix(const struct conf *c, const struct branch *b, const char *name,
		struct diag *why);

int no_such_target(const struct conf *c, const char *name, struct diag *why);

int no_such_mode(const struct mode *mode, size_t nr, const char *name,
		 struct diag *why);

#endif

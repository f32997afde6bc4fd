/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_REMOTE_H
#define SYS_CONF_REMOTE_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/*
 * Where a value of a branch's remote key leads: "REV" is of [remote], "NAME REV"
 * of [remote "NAME"]. The repository's address, and in *rev the tag, branch or
 * commit id; NULL when there is no such section with an url. All borrowed.
 */
const char *remote_of(const struct conf *c, const char *value,
		      const char **rev);

/* Refuses a value of the branch that leads nowhere. 0 or -1 and *why. */
int remote_check(const struct conf *c, const struct branch *b,
		 const char *value, const char *path, struct diag *why);

#endif

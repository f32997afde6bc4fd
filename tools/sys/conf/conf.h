/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_CONF_H
#define SYS_CONF_CONF_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/*
 * Reads the file at path; below root, the check.conf of the fixes' checks, and
 * from the series in which order each branch's fixes are. Unknown keys and
 * references are errors that name the key. 0 or -1; conf_release() either way.
 */
int conf_read(struct conf *c, const char *root, const char *path,
	      struct diag *why);

/* Frees the contents and leaves *c empty. */
void conf_release(struct conf *c);

/*
 * The first branch that is called so; NULL and a sentence that lists the known
 * ones in *why.
 */
const struct branch *conf_branch(const struct conf *c, const char *name,
				 struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_CONF_H
#define SYS_CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>

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

/* True for the branch's name, and for that of the section it is one of. */
bool branch_is_called(const struct branch *b, const char *name);

/*
 * The first branch that is called so; NULL and a sentence that lists the known
 * ones in *why.
 */
const struct branch *conf_branch(const struct conf *c, const char *name,
				 struct diag *why);

/*
 * How many steps a branch has, one more than fixes in its series; two at
 * least. The fix b->fix[i] makes step i + 1.
 */
size_t branch_nr_steps(const struct branch *b);

/* The branch's fix of that name; NULL when it has none. */
const struct fix *branch_fix(const struct branch *b, const char *name);

/* The same by the name of its patch. */
const struct fix *branch_fix_of_patch(const struct branch *b,
				      const char *patch);

#endif

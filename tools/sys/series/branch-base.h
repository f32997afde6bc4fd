/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_BRANCH_BASE_H
#define SYS_SERIES_BRANCH_BASE_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * The base of a branch: the imported tree, and what the branch's section lays
 * over it, the files of base-files and then the patches of base-series. They
 * are the base's, whose tree has them; no fix is among them.
 */

struct tree;

/* True when the section lays something over the imported tree. */
bool branch_base_is_made(const struct branch *b);

/*
 * Makes the branch's base of t, which is the imported tree, for the project at
 * root. 0; -1 and *why, also when a patch does not apply.
 */
int branch_base_make(struct tree *t, const char *root, const struct branch *b,
		     struct diag *why);

/*
 * Finds the tree of the branch's base, made where it has to be, and stores its
 * new objects. 0; 1 when no tree was imported; -1 and *why.
 */
int branch_base_find(git_repository *repo, const char *root,
		     const struct branch *b, git_oid *id, struct diag *why);

/*
 * What the base with that tree is to be called, as base_check() says it; a base
 * that is made may say what it likes, since the imported one was checked.
 */
int branch_base_check(git_repository *repo, const git_oid *id,
		      const struct branch *b, struct buf *release,
		      struct diag *why);

#endif

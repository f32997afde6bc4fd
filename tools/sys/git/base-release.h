/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_BASE_RELEASE_H
#define SYS_GIT_BASE_RELEASE_H

#include <git2.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Which release a base is: what its tree's own Makefile says, not what somebody
 * called it.
 */

/*
 * Puts the release that the tree's Makefile says into name (emptied first):
 * "v6.12.117"; empty when it says none. 0 or -1 and *why.
 */
int base_release(git_repository *repo, const git_oid *tree, struct buf *name,
		 struct diag *why);

/*
 * Checks that the tree is the release that backport.conf calls the branch's
 * base. name gets what it is to be called: its release or, when its Makefile
 * says none, the branch's base. 0; 1 and *why when it is another one; -1 and
 * *why.
 */
int base_check(git_repository *repo, const git_oid *tree,
	       const struct branch *b, struct buf *name, struct diag *why);

#endif

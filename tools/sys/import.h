/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_H
#define SYS_IMPORT_H

#include <git2.h>

#include "../core/diag.h"
#include "conf.h"

/*
 * Puts source's tree (a git directory at rev, a kernel tarball, or a folder)
 * under refs/bases/name, packed. All or nothing, also when killed: a ref is moved last, and what an
 * interrupted import left is removed by the next. 0 or -1 and *why.
 */
int import_base(git_repository *repo, const char *name, const char *source,
		const char *rev, struct diag *why);

/*
 * Makes the branch's base be there, from the first of DESIGN's four sources that
 * works. 0: it is there; 1: it cannot be had, *why holds the command that would
 * provide it; -1: could not be carried out.
 */
int import_branch(git_repository *repo, const struct conf *conf,
		  const struct branch *branch, struct diag *why);

#endif

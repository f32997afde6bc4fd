/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_REPO_FAIL_H
#define SYS_GIT_REPO_FAIL_H

#include <stdbool.h>

#include "core/text/diag.h"

/* What to do when an object is missing. */
#define REPO_LACKS	"; if this is a partial clone, run 'git fetch --refetch --no-filter' in it"

/* True when libgit2 or git says that an object is missing. */
bool repo_lacks(const char *said);

/*
 * True for an error of libgit2's that says that what was asked for is not
 * there, is called what nothing can be, or is an object of another kind.
 */
bool repo_is_missing(int err);

/* Says in *why "cannot doing" and what libgit2 says of it; returns -1. */
int repo_fail(struct diag *why, const char *doing);

/*
 * Adds to *why what to do about a full disk, when that is what it says and the
 * path, if it has one, is in the cache.
 */
void repo_advise_if_full(struct diag *why);

#endif

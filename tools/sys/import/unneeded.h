/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_UNNEEDED_H
#define SYS_IMPORT_UNNEEDED_H

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/text/diag.h"
#include "core/text/strings.h"

/* Objects younger than this stay: what runs now may be about to name them. */
#define UNNEEDED_DAYS	14

/* What nothing needs: how many, and their bytes on the disk. */
struct unneeded {
	size_t nr;
	uint64_t bytes;
};

/*
 * Counts the objects of the cache's repository that came in UNNEEDED_DAYS ago
 * or earlier, and that no base needs, none of the trees in keep (their ids) and
 * nothing that came in later. Removes them where remove is true, with the lock
 * of imports held; a base is never removed. 0 or -1 and *why.
 */
int unneeded_objects(git_repository *repo, const struct strings *keep,
		     bool remove, struct unneeded *u, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_BEFORE_AFTER_H
#define SYS_SERIES_BEFORE_AFTER_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/conf/conf.h"
#include "sys/store/key.h"

/* DESIGN, "Words": the two trees of a branch. */
enum branch_trees_state {
	TREES_FOUND,	/* before and after are there, and stored */
	TREES_REFUSED,	/* the series applies neither way: see sentence */
	TREES_NO_BASE,	/* the base is not in the repository: see sentence */
};

struct branch_trees {
	enum branch_trees_state state;
	git_oid base;		/* its tree; zero unless found */
	/* trees, in the repository; zero unless found */
	git_oid before, after;
	/* base is after; before is it with the fixes reversed */
	bool base_has_it;
	char release[64];	/* what the base is to be called */
	/* "" when found; what was wanted, found, and what to do */
	char sentence[512];
};

/*
 * Finds the trees before and after a branch's series and stores their new
 * objects. The base has a fix when its variant applies in reverse and not
 * forward. Series and variants are root/series/NAME and
 * root/patches/NAME/; the base must have been provided (import_branch()). That
 * it is not there, or that the series does not apply, is a value of s->state;
 * a base of another release than the branch's is an error.
 * 0 or -1 and *why.
 */
int branch_trees_find(git_repository *repo, const char *root,
		      const struct branch *b, struct branch_trees *s,
		      struct diag *why);

/*
 * The key of a series applied: both trees, and the patches as patchset_read()
 * has them.
 */
struct result_key *branch_trees_key(const struct branch_trees *trees,
				    const json_t *patches);

#endif

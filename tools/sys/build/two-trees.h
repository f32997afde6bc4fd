/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_TWO_TREES_H
#define SYS_BUILD_TWO_TREES_H

#include <git2.h>

#include "core/text/strings.h"
#include "core/verdict/verdict.h"
#include "sys/conf/conf.h"

/*
 * What the compiler says of the sources that differ between two trees, which
 * are no steps of a branch but are configured and compiled as that branch is.
 */
struct compiled {
	/*
	 * PASS: they compile on both sides; FAIL: one does not; SKIP: nothing
	 * was compiled; ERROR: it could not be
	 */
	enum outcome outcome;
	size_t nr_sources;	/* compiled after */
	/* "FILE:LINE: warning: TEXT [-WOPTION]": those that before lacks */
	struct strings new_warnings;
	char reason[1200];	/* of all but PASS */
};

/*
 * Compiles them, before and after, in a work folder beside the branch's own.
 * repo, which holds the trees, is borrowed. 0 or -1 and *why;
 * compiled_release() in any case.
 */
int two_trees_compile(struct compiled *c, const struct branch *b,
		      git_repository *repo, const git_oid tree[2],
		      struct diag *why);

/* Frees the contents and leaves *c empty. */
void compiled_release(struct compiled *c);

#endif

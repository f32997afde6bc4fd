/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_BUNDLE_H
#define SYS_GIT_BUNDLE_H

#include <git2.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* What a git bundle is made of. All of it must be in the repository. */
struct gitbundle {
	const char *ref;	/* that is to name the last commit */
	const git_oid *commit;	/* each stands on the one before */
	size_t nr;		/* at least 1 */
	/* what the first stands on, and its tree; the receiver must have it */
	const git_oid *base, *base_tree;
};

/*
 * Adds it to out, as gitformat-bundle(5), version 2. Packed is what each
 * commit's tree has and its parent's has not. 0 or -1 and *why.
 */
int gitbundle_write(git_repository *repo, const struct gitbundle *b,
		    struct buf *out, struct diag *why);

#endif

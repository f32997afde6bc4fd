/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_CONFIGURE_H
#define SYS_BUILD_CONFIGURE_H

#include <git2.h>

#include "core/build/kconfig.h"
#include "sys/build/kbuild.h"
#include "sys/build/toolchain.h"

/*
 * Merges the fragments of the branch's target, the branch's own and those of
 * the mode, NULL for none, whose paths are below root, then what its checks ask
 * for. 0 or -1 and *why.
 */
int configure_fragments(struct kconfig *asked, const char *root,
			const struct branch *b, const struct mode *mode,
			struct diag *why);

/* What a .config is made of. */
struct configuration {
	git_repository *repo;
	const git_oid *tree;	/* that is checked out */
	const struct kconfig *asked;
	const struct toolchain *tools;
};

/*
 * Makes obj/.config: allnoconfig and what is asked. The one that is there is
 * kept when it was made of the same fragments, variables, tools and Kconfig
 * files.
 * 0 with *end filled: made false when Kconfig failed, or a symbol did not come
 * out as asked (fault BUILD_FINE, error names them). -1 and *why.
 */
int configure(struct kbuild *k, const struct configuration *c,
	      struct kbuild_end *end, struct diag *why);

#endif

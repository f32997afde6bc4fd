/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_CONFIGURE_H
#define SYS_BUILD_CONFIGURE_H

#include <git2.h>

#include "core/build/kconfig.h"
#include "sys/build/kbuild.h"

/*
 * Merges the fragments of the branch's target, then the branch's own; their
 * paths are below root. 0 or -1 and *why.
 */
int configure_fragments(struct kconfig *asked, const char *root,
			const struct branch *b, struct diag *why);

/*
 * Makes obj/.config: allnoconfig and what is asked. The one that is there is
 * kept when it came of the same fragments, variables, tools (a line that names
 * them) and Kconfig files; tree is what is checked out. 0 with *end filled:
 * made false when Kconfig failed, or a symbol did not come out as asked (fault
 * BUILD_FINE, error names them). -1 and *why.
 */
int configure(struct kbuild *k, git_repository *repo, const git_oid *tree,
	      const struct kconfig *asked, const char *tools,
	      struct kbuild_end *end, struct diag *why);

#endif

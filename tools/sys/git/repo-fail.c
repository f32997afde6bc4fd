// SPDX-License-Identifier: GPL-2.0-only
/* What libgit2 says of a call that failed. */
#include "sys/git/repo-fail.h"

#include <git2.h>

int repo_fail(struct diag *why, const char *doing)
{
	const git_error *e = git_error_last();

	return diag_set(why, NULL, 0, "cannot %s: %s", doing,
			e && e->message ? e->message : "libgit2 does not say why");
}

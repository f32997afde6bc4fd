// SPDX-License-Identifier: GPL-2.0-only
/* What libgit2 says of a call that failed. */
#include "sys/git/repo-fail.h"

#include <git2.h>
#include <string.h>

bool repo_lacks(const char *said)
{
	static const char *const missing[] = {
		"object not found", "be successfully peeled", "unable to read ",
	};

	for (size_t i = 0; i < sizeof(missing) / sizeof(*missing); i++)
		if (strstr(said, missing[i]))
			return true;
	return false;
}

int repo_fail(struct diag *why, const char *doing)
{
	const git_error *e = git_error_last();
	const char *said = e && e->message ? e->message :
			   "libgit2 does not say why";

	return diag_set(why, NULL, 0, "cannot %s: %s%s", doing, said,
			repo_lacks(said) ? REPO_LACKS : "");
}

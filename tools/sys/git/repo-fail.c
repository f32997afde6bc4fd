// SPDX-License-Identifier: GPL-2.0-only
/* What libgit2 says of a call that failed. */
#include "sys/git/repo-fail.h"

#include <errno.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

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

bool repo_is_missing(int err)
{
	return err == GIT_ENOTFOUND || err == GIT_EPEEL ||
	       err == GIT_EINVALIDSPEC;
}

int repo_fail(struct diag *why, const char *doing)
{
	const git_error *e = git_error_last();
	const char *said = e && e->message ? e->message :
			   "libgit2 does not say why";

	diag_set(why, NULL, 0, "cannot %s: %s%s", doing, said,
		 repo_lacks(said) ? REPO_LACKS : "");
	why->error = EIO;
	return -1;
}

static bool is_in_cache(const char *path)
{
	struct diag ignored;
	char *cache = fs_cache(&ignored);
	size_t len = cache ? strlen(cache) : 0;
	bool is = len && !strncmp(path, cache, len) && path[len] == '/';

	free(cache);
	return is;
}

void repo_advise_if_full(struct diag *why)
{
	static const char *const words[] = {
		"No space left on device", "Out of diskspace",
		"Disk quota exceeded",
	};
	const struct diag cause = *why;
	bool full = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		full |= strstr(cause.text, words[i]) != NULL;
	if (full && (!*cause.path || is_in_cache(cause.path)))
		diag_set(why, *cause.path ? cause.path : NULL, cause.lineno,
			 "%s; 'backport tree gc' frees what the cache does not need, or set BACKPORT_CACHE to a folder of a larger disk",
			 cause.text);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The repositories that a branch's base may be fetched from. */
#include "sys/conf/remote.h"

#include <string.h>

const char *remote_of(const struct conf *c, const char *value,
		      const char **rev)
{
	size_t len = strcspn(value, " \t");

	*rev = value + len + strspn(value + len, " \t");
	if (!**rev) {
		*rev = value;
		return c->remote_url && *c->remote_url ? c->remote_url : NULL;
	}
	for (size_t i = 0; i < c->nr_remotes; i++)
		if (strlen(c->remote[i].name) == len &&
		    !strncmp(c->remote[i].name, value, len))
			return c->remote[i].url;
	return NULL;
}

int remote_check(const struct conf *c, const struct branch *b,
		 const char *value, const char *path, struct diag *why)
{
	const char *rev, *url = remote_of(c, value, &rev);

	if (!url)
		return diag_set(why, path, 0, rev == value ?
				"branch.%s.remote names a tag, but [remote] has no url" :
				"branch.%s.remote is '%s', but there is no [remote \"%.*s\"] with an url",
				b->name, value, (int)strcspn(value, " \t"),
				value);
	if (!*rev || *rev == '-' || strpbrk(rev, " \t:+*?[^~\\"))
		return diag_set(why, path, 0,
				"branch.%s.remote is '%s', wanted a tag, a branch or a commit's id, perhaps with a [remote]'s name before it",
				b->name, value);
	return 0;
}

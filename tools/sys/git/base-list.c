// SPDX-License-Identifier: GPL-2.0-only
/* Trees that a pattern names. */
#include "sys/git/base-list.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/release.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"

static void add_base(struct base_list *l, git_reference *ref, const char *name,
		     const char *pattern)
{
	git_object *tree = NULL;

	if (!fnmatch(pattern, name, 0) &&
	    !git_reference_peel(&tree, ref, GIT_OBJECT_TREE)) {
		l->base = grow_array(l->base, l->nr + 1, sizeof(*l->base));
		l->base[l->nr++] = (struct listed_base){ xstrdup(name),
							 *git_object_id(tree) };
	}
	git_object_free(tree);
}

static int by_version(const void *a, const void *b)
{
	const struct listed_base *x = a, *y = b;
	int order = kver_compare_names(x->name, y->name, NULL);

	/* only the former knows that v4.11-rc8 comes before v4.11 */
	return order ? order : strverscmp(x->name, y->name);
}

static int add_refs(struct base_list *l, const char *refs, const char *pattern,
		    struct diag *why)
{
	git_reference_iterator *it = NULL;
	git_reference *ref;

	if (git_reference_iterator_new(&it, l->repo))
		return repo_fail(why, "list the bases");
	while (!git_reference_next(&ref, it)) {
		const char *name = git_reference_name(ref);

		if (!strncmp(name, refs, strlen(refs)))
			add_base(l, ref, name + strlen(refs), pattern);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	if (l->nr)
		qsort(l->base, l->nr, sizeof(*l->base), by_version);
	return 0;
}

int base_list_find(struct base_list *l, const char *bases, struct diag *why)
{
	const char *at = strrchr(bases, '@');
	char *dir = xstrfmt("%.*s", at ? (int)(at - bases) : 0, bases);
	int ret;

	*l = (struct base_list){ 0 };
	ret = repo_open(&l->cache, why);
	l->repo = l->cache;
	if (!ret && at)
		ret = repo_open_at(&l->repo, dir, why);
	free(dir);
	return ret ? -1 : add_refs(l, at ? "refs/tags/" : BASES,
				   at ? at + 1 : bases, why);
}

char *base_list_where(const char *pattern, const char *remote)
{
	struct base_list l = { 0 };
	struct diag ignored;
	bool here = strchr(pattern, '@') ||
		    (!base_list_find(&l, pattern, &ignored) && l.nr);

	base_list_release(&l);
	if (!here && remote && fs_is_folder(remote))
		return xstrfmt("%s@%s", remote, pattern);
	return xstrdup(pattern);
}

int base_list_none(const char *pattern, struct diag *why)
{
	return diag_set(why, NULL, 0, "'%s' names no base of the cache and no tag; wanted a pattern such as 'v4.9.*' or GITDIR@'v4.9.*'",
			pattern);
}

void base_list_release(struct base_list *l)
{
	for (size_t i = 0; i < l->nr; i++)
		free(l->base[i].name);
	free(l->base);
	if (l->repo != l->cache)
		git_repository_free(l->repo);
	git_repository_free(l->cache);
	*l = (struct base_list){ 0 };
}

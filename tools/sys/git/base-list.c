// SPDX-License-Identifier: GPL-2.0-only
/* Trees that a pattern names. */
#include "sys/git/base-list.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/release.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

/* Sorted names without those that are there twice. */
static void keep_one_each(struct strings *names)
{
	size_t nr = 0;

	for (size_t i = 0; i < names->nr; i++)
		if (nr && !strcmp(names->at[nr - 1], names->at[i]))
			free(names->at[i]);
		else
			names->at[nr++] = names->at[i];
	if (names->nr)
		names->at[nr] = NULL;
	names->nr = nr;
}

int ref_names(git_repository *repo, const char *below, struct strings *names,
	      struct diag *why)
{
	char *folder = xstrfmt("%s%.*s", git_repository_commondir(repo),
			       (int)strlen(below) - 1, below);
	char *all = xstrfmt("%s*", below);
	git_reference_iterator *it = NULL;
	const char *ref;
	int ret = fs_is_folder(folder) ?
		  list_folder(names, folder, LIST_BUT_HIDDEN, why) : 0;

	if (ret)
		goto out;
	ret = git_reference_iterator_glob_new(&it, repo, all);
	while (!ret && !(ret = git_reference_next_name(&ref, it)))
		strings_add(names, ref + strlen(below));
	git_reference_iterator_free(it);
	strings_sort(names);
	keep_one_each(names);
	ret = ret == GIT_ITEROVER ? 0 : repo_fail(why, "list the references");
out:
	free(all);
	free(folder);
	return ret;
}

/* What is no tree, or is gone, is left out. 0 or -1 and *why. */
static int add_base(struct base_list *l, const char *refs, const char *name,
		    struct diag *why)
{
	char *full = xstrfmt("%s%s", refs, name);
	git_reference *ref = NULL;
	git_object *tree = NULL;
	int err = git_reference_lookup(&ref, l->repo, full);

	if (!err)
		err = git_reference_peel(&tree, ref, GIT_OBJECT_TREE);
	if (!err) {
		l->base = grow_array(l->base, l->nr + 1, sizeof(*l->base));
		l->base[l->nr++] = (struct listed_base){ xstrdup(name),
							 *git_object_id(tree) };
	}
	git_object_free(tree);
	git_reference_free(ref);
	free(full);
	return !err || repo_is_missing(err) ? 0 :
	       repo_fail(why, "read a release");
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
	struct strings names = { 0 };
	int ret = ref_names(l->repo, refs, &names, why);

	for (size_t i = 0; !ret && i < names.nr; i++)
		if (!fnmatch(pattern, names.at[i], 0))
			ret = add_base(l, refs, names.at[i], why);
	strings_release(&names);
	if (l->nr)
		qsort(l->base, l->nr, sizeof(*l->base), by_version);
	return ret;
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
		    base_list_find(&l, pattern, &ignored) || l.nr;

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

// SPDX-License-Identifier: GPL-2.0-only
/* What may stand in a folder of a git tree. */
#include "sys/git/tree-entries.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/text/buf.h"

static bool name_is_sane(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") &&
	       strcmp(name, "..") && strcasecmp(name, ".git");
}

static bool mode_is_known(unsigned int mode)
{
	static const unsigned int known[] = {
		0040000, 0100644, 0100664, 0100755, 0120000, 0160000,
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (mode == known[i])
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* git's order keeps a file and a folder of one name apart. */
static const char *find_twice(const git_tree *tree)
{
	size_t nr = git_tree_entrycount(tree);
	const char **name = grow_array(NULL, nr + 1, sizeof(*name));
	const char *twice = NULL;

	for (size_t i = 0; i < nr; i++)
		name[i] = git_tree_entry_name(git_tree_entry_byindex(tree, i));
	qsort(name, nr, sizeof(*name), by_name);
	for (size_t i = 1; !twice && i < nr; i++)
		if (!strcmp(name[i - 1], name[i]))
			twice = name[i];
	free(name);
	return twice;
}

int tree_entries_check(const git_tree *tree, const char *path,
		       struct diag *why)
{
	const char *twice = find_twice(tree);

	if (twice)
		return diag_set(why, path, 0,
				"the tree has two entries '%s'; no git makes that",
				twice);
	for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		const char *name = git_tree_entry_name(e);

		if (!name_is_sane(name))
			return diag_set(why, path, 0,
					"the tree has an entry '%s', which is not written",
					name);
		if (!mode_is_known(git_tree_entry_filemode_raw(e)))
			return diag_set(why, path, 0,
					"the tree's entry '%s' has the mode %o, which git does not know",
					name, git_tree_entry_filemode_raw(e));
	}
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport add: the tests of others that are for the same commit. LTP's have it
 * in .tags, as {"linux-git", "ID"}, or in a comment, as have kselftests.
 */
#include "cmd/add/tests.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/mail/upstream-id.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

#define SOURCE_MAX	(1 << 20)	/* what is larger is no test's source */

/* Where in the folder the tests are, in a clone of LTP or of the kernel. */
static char *tests_below(const char *folder)
{
	static const char *const below[] = {
		"testcases", "tools/testing/selftests",
	};

	for (size_t i = 0; i < sizeof(below) / sizeof(*below); i++) {
		char *path = xstrfmt("%s/%s", folder, below[i]);

		if (fs_is_folder(path))
			return path;
		free(path);
	}
	return xstrdup(folder);
}

static int search_file(struct new_fixes *l, const char *path,
		       struct diag *why)
{
	struct buf text = { 0 };
	int ret = fs_read(&text, path, why);

	for (size_t i = 0; !ret && i < l->nr; i++)
		if (names_commit(buf_span(&text), l->fix[i].upstream))
			strings_add(&l->fix[i].tests, path);
	buf_release(&text);
	return ret;
}

/* Links are not followed: they may lead round in a circle. */
static int search(struct new_fixes *l, const char *folder, struct diag *why)
{
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_HIDDEN, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);
		struct stat st = { 0 };

		if (lstat(path, &st))
			ret = 0;	/* it has just been removed */
		else if (S_ISDIR(st.st_mode))
			ret = search(l, path, why);
		else if (S_ISREG(st.st_mode) && st.st_size <= SOURCE_MAX)
			ret = search_file(l, path, why);
		free(path);
	}
	strings_release(&names);
	return ret;
}

int add_find_tests(struct new_fixes *l, const char *folder, struct diag *why)
{
	char *below = tests_below(folder);
	int ret = search(l, below, why);

	free(below);
	return ret;
}

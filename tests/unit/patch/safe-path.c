// SPDX-License-Identifier: GPL-2.0-only
/* Which names a patch may write to. */
#include "unit.h"

#include "core/patch/safe-path.h"

static void refused(const char *name, const char *reason)
{
	const char *bad = patch_path_refusal(name);

	if (!bad)
		fail_msg("'%s' was let through", name);
	assert_string_equal(bad, reason);
}

static void names_that_leave_the_tree_are_refused(void **state)
{
	(void)state;
	refused("..", "leaves the tree");
	refused("../x", "leaves the tree");
	refused("a/../b", "leaves the tree");
	refused("a/..", "leaves the tree");
	refused("/etc/passwd", "is absolute");
	refused("", "is empty");
	refused("a//b", "has an empty part");
	refused("a/", "has an empty part");
	refused("a/./b", "has a part '.'");
}

static void dotgit_is_refused_in_any_spelling(void **state)
{
	static const char *const names[] = {
		".git", ".git/config", "a/.git/x", ".GIT/x", ".GiT", "a/.gIt",
		".git.", ".git ", ".git. . /x", ".git::$INDEX_ALLOCATION/x",
		"git~1", "GIT~1/x", "git~1.", "a\\.git\\x", "a\\git~1",
		".g\xe2\x80\x8cit/x", "\xef\xbb\xbf.git", ".git\xe2\x80\xae",
		"a/.\xe2\x81\xaaG\xe2\x80\x8fIT",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		refused(names[i], "reaches into git's own files");
}

static void ordinary_names_are_let_through(void **state)
{
	static const char *const names[] = {
		"a", "a/b.c", "...", "..a", "a..", ".gitignore", ".gitmodules",
		"git", "git~2", "a/.github/x", ".gi", "git~10", "x.git",
		"with space/and\ttab", "J\xc3\xbcrgen", ".g\xffit", ".git\xff",
		"a\\b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (patch_path_refusal(names[i]))
			fail_msg("'%s' was refused", names[i]);
}

static void a_name_has_a_largest_length(void **state)
{
	char name[5000];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[4095] = '\0';
	assert_null(patch_path_refusal(name));
	name[4095] = 'x';
	name[4096] = '\0';
	refused(name, "is longer than any file name can be");
}

static void names_are_cleaned(void **state)
{
	static const char *const pairs[][2] = {
		{ "a/b", "a/b" }, { "a//b", "a/b" }, { "./a/./b", "a/b" },
		{ ".//a", "a" }, { "/a", "/a" }, { "//a", "/a" }, { "a/.", "a/." },
		{ "a/../b", "a/../b" }, { ".a/b.", ".a/b." }, { "./", "" }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		char *clean = patch_path_clean(span_of(pairs[i][0]));

		assert_string_equal(clean, pairs[i][1]);
		free(clean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_leave_the_tree_are_refused),
		cmocka_unit_test(dotgit_is_refused_in_any_spelling),
		cmocka_unit_test(ordinary_names_are_let_through),
		cmocka_unit_test(names_are_cleaned),
		cmocka_unit_test(a_name_has_a_largest_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

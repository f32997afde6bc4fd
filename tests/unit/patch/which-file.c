// SPDX-License-Identifier: GPL-2.0-only
/* Which of a file diff's names its file has, by what is in the tree. */
#include "unit.h"

#include <stdio.h>

#include "core/patch/patch.h"
#include "core/patch/which-file.h"

#define HUNK "@@ -1 +1 @@\n-a\n+b\n"

static void parses(struct patch *p, const char *text)
{
	struct diag why = { 0 };

	assert_int_equal(patch_parse(p, span_of(text), 1, "p", &why), 0);
}

/* A tree: names with a blank in front, those of folders with / behind. */
static bool has(void *tree, const char *name, const char *end)
{
	char word[64];

	snprintf(word, sizeof(word), " %s%s", name, end);
	return strstr(tree, word);
}

static bool has_file(void *tree, const char *name)
{
	return has(tree, name, " ");
}

static bool has_folder(void *tree, const char *name)
{
	return has(tree, name, "/ ");
}

static void settles(struct file_diff *s, char *tree, const char *strict,
		    const char *quilt)
{
	const struct names_there there = { has_file, has_folder, tree };

	file_diff_resolve_name(s, false, &there);
	assert_string_equal(s->new_name, strict);
	file_diff_resolve_name(s, true, &there);
	assert_string_equal(s->new_name, quilt);
}

static void the_tree_settles_differing_names(void **state)
{
	struct patch p;
	char orig[] = " d/x.c.orig ", plain[] = " d/x.c ", none[] = "";
	char both[] = " b.c d/e.c ";

	(void)state;
	parses(&p, "--- a/d/x.c.orig\t2017-01-01 10:00:00 +0100\n+++ b/d/x.c\t2017-01-01 10:00:00 +0100\n" HUNK
		   "Index: a/i.c\n=====\n--- i.c\n+++ i.c\n" HUNK
		   "--- a/b.c\n+++ b/d/e.c\n" HUNK);
	assert_string_equal(p.diff[0].candidate[0], "d/x.c.orig");
	assert_string_equal(p.diff[0].candidate[1], "d/x.c");
	assert_null(p.diff[0].candidate[2]);
	settles(&p.diff[0], orig, "d/x.c.orig", "d/x.c.orig");
	settles(&p.diff[0], plain, "d/x.c", "d/x.c");
	settles(&p.diff[0], none, "d/x.c", "d/x.c");
	assert_string_equal(p.diff[1].candidate[2], "i.c");
	settles(&p.diff[2], both, "d/e.c", "b.c");
	settles(&p.diff[2], orig, "d/e.c", "d/e.c");
	patch_release(&p);
}

static void a_new_file_needs_few_new_folders(void **state)
{
	struct patch p;
	char there[] = " there/ there/sub/ ", none[] = "";

	(void)state;
	parses(&p, "--- a/deep/er/f.c\t2017-01-01 10:00:00 +0100\n+++ b/there/sub/f.c\t2017-01-01 10:00:00 +0100\n@@ -0,0 +1 @@\n+x\n"
		   "--- a/there/f.c\t1970-01-01 00:00:00 +0000\n+++ b/no/such/f.c\t2017-01-01 10:00:00 +0100\n@@ -0,0 +1 @@\n+x\n"
		   "--- a/f.c\n+++ b/f.c.new\n@@ -0,0 +1 @@\n+x\n");
	settles(&p.diff[0], there, "there/sub/f.c", "there/sub/f.c");
	settles(&p.diff[0], none, "there/sub/f.c", "deep/er/f.c");
	settles(&p.diff[1], there, "no/such/f.c", "there/f.c");
	settles(&p.diff[2], none, "f.c", "f.c");
	patch_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_settles_differing_names),
		cmocka_unit_test(a_new_file_needs_few_new_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Patches in every form that is read, and every refusal by its line. */
#include "patch/parses.h"

#include "core/patch/series.h"

static void a_plain_diff_between_text(void **state)
{
	struct patch p;
	const struct hunk *h;

	(void)state;
	parses(&p, "Fix it\n\n--- \n not a header\n"
		   "diff -urN a/x.c b/x.c\n"
		   "--- a/dir/x.c\t2017-02-21 13:41:31.000000000 +1100\n"
		   "+++ b/dir/x.c\t2017-02-21 13:42:31.000000000 +1100\n"
		   "@@ -3,4 +3,4 @@ int main(void)\n c\n\n-old\n+new\n\tt\n"
		   "@@ -20 +20,2 @@\n z\n+y\n"
		   "-- \n2.39.5\n\nOnly in b: nothing\n");
	assert_int_equal(p.nr, 1);
	names_are(&p.diff[0], "dir/x.c", "dir/x.c");
	assert_int_equal(p.diff[0].lineno, 6);
	assert_false(p.diff[0].git);
	assert_int_equal(p.diff[0].nr, 2);
	h = p.diff[0].hunk;
	assert_int_equal(h->lineno, 8);
	assert_int_equal(h->old_start, 3);
	assert_int_equal(h->new_nr, 4);
	assert_true(span_equals(h->func, span_of("int main(void)")));
	assert_int_equal(h->nr, 5);
	line_is(&h->line[1], ' ', "");
	line_is(&h->line[2], '-', "old");
	line_is(&h->line[4], ' ', "\tt");
	assert_int_equal(h[1].old_nr, 1);
	assert_int_equal(h[1].new_nr, 2);
	line_is(&h[1].line[1], '+', "y");
	assert_true(p.header.at + p.header.len == p.diff[0].text.at);
	patch_release(&p);
}

static void a_signature_is_no_deletion(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-- \n a\n-- \n2.39\n");
	assert_int_equal(p.diff[0].hunk[0].nr, 2);
	line_is(&p.diff[0].hunk[0].line[0], '-', "- ");
	patch_release(&p);
}

static void git_headers(void **state)
{
	struct patch p;
	const struct file_diff *s;

	(void)state;
	parses(&p, "diff --git a/m b/m\nold mode 100644\nnew mode 100755\n"
		   "diff --git a/e b/e\nnew file mode 100664\nindex 0000000..e69de29\n"
		   "diff --git a/g b/g\ndeleted file mode 100644\nindex e69de29..0000000\n"
		   "diff --git a/o b/d/n\nsimilarity index 90%\nrename from o\nrename to d/n\n"
		   "index 1234567..89abcde 100644\n--- a/o\n+++ b/d/n\n" HUNK
		   "diff --git a/o b/c\nsimilarity index 100%\ncopy from o\ncopy to c\n"
		   "diff --git a/l b/l\nnew file mode 120000\nindex 0000000..1234567\n"
		   "--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+to\n\\ No newline at end of file\n");
	assert_int_equal(p.nr, 6);
	s = p.diff;
	names_are(&s[0], "m", "m");
	assert_int_equal(s[0].old_mode, 0100644);
	assert_int_equal(s[0].new_mode, 0100755);
	names_are(&s[1], NULL, "e");
	assert_true(s[1].create);
	assert_int_equal(s[1].new_mode, 0100644);
	names_are(&s[2], "g", NULL);
	assert_true(s[2].remove);
	names_are(&s[3], "o", "d/n");
	assert_true(s[3].rename && !s[3].copy);
	assert_int_equal(s[3].nr, 1);
	assert_true(span_equals(s[3].old_id, span_of("1234567")));
	assert_int_equal(s[3].old_mode, 0100644);
	names_are(&s[4], "o", "c");
	assert_true(s[4].copy);
	assert_int_equal(s[5].new_mode, 0120000);
	assert_true(s[5].hunk[0].line[0].no_eol);
	patch_release(&p);
}

static void creation_and_deletion_in_plain_diffs(void **state)
{
	struct patch p;
	const struct file_diff *s;

	(void)state;
	parses(&p, "--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n"
		   "--- a/o\n+++ /dev/null\t1970-01-01\n@@ -1 +0,0 @@\n-a\n"
		   "--- a/x\t1970-01-01 01:00:00.000000000 +0100\n"
		   "+++ b/x\t2017-02-21 13:41:31.000000000 +1100\n@@ -0,0 +1 @@\n+a\n"
		   "--- a/y\t2017-02-21 13:41:31 +1100\n"
		   "+++ b/y\t1969-12-31 19:00:00.000000000 -0500\n@@ -1 +0,0 @@\n-a\n"
		   "--- a/z\t1970-01-01 00:00:00.000000000 +0000\n"
		   "+++ b/z\t2017-02-21 13:41:31 +1100\n" HUNK
		   "--- a/q\n+++ b/q\n@@ -0,0 +1 @@\n+a\n"
		   "--- a/r\t1970-01-01 00:00:00 +0100\n+++ b/r\t2017-02-21 13:41:31 +1100\n@@ -0,0 +1 @@\n+a\n");
	assert_int_equal(p.nr, 7);
	s = p.diff;
	assert_true(s[0].create && !s[0].remove);
	names_are(&s[0], NULL, "n");
	assert_true(s[1].remove);
	names_are(&s[1], "o", NULL);
	assert_true(s[2].create);
	names_are(&s[2], NULL, "x");
	assert_true(s[3].remove);
	names_are(&s[3], "y", NULL);
	assert_false(s[4].create);	/* dated 1970, but it has old lines */
	assert_false(s[5].create);
	assert_true(s[5].may_create);
	assert_false(s[6].create);	/* an hour before 1970 */
	patch_release(&p);
}

static void names_are_read_as_written(void **state)
{
	struct patch p;
	const struct file_diff *s;

	(void)state;
	parses(&p, "--- a/with space.c\t2017-02-21 13:41:31 +1100\n+++ b/with space.c\t\n" HUNK
		   "--- a/cut.c 2017-02-21 13:41:31 +1100\n+++ b/cut.c 2017-02-21 13:41:31 +1100\n" HUNK
		   "diff --git \"a/t\\tab\\303\\251\" \"b/t\\tab\\303\\251\"\n"
		   "--- \"a/t\\tab\\303\\251\"\n+++ \"b/t\\tab\\303\\251\"\n" HUNK
		   "diff --git a/two words b/two words\nold mode 100644\nnew mode 100755\n"
		   "diff --git a/w x b/w x\n--- a/w x\t\n+++ b/w x\t\n" HUNK
		   "--- a//d//x.c\n+++ b/./d/./x.c\n" HUNK);
	assert_int_equal(p.nr, 6);
	s = p.diff;
	names_are(&s[0], "with space.c", "with space.c");
	names_are(&s[1], "cut.c", "cut.c");
	names_are(&s[2], "t\tab\303\251", "t\tab\303\251");
	names_are(&s[3], "two words", "two words");
	names_are(&s[4], "w x", "w x");
	names_are(&s[5], "d/x.c", "d/x.c");
	patch_release(&p);
}

static void strip_levels(void **state)
{
	struct patch p;

	(void)state;
	parses_at(&p, "--- x/y/z.c\n+++ x/y/z.c\n" HUNK, 0);
	names_are(&p.diff[0], "x/y/z.c", "x/y/z.c");
	patch_release(&p);
	parses_at(&p, "--- l/x/y/z.c\n+++ l.new/x/y/z.c\n" HUNK, 2);
	names_are(&p.diff[0], "y/z.c", "y/z.c");
	patch_release(&p);
	parses_at(&p, "--- a/z.c\n+++ b/z.c\n" HUNK, STRIP_AB);
	names_are(&p.diff[0], "z.c", "z.c");
	patch_release(&p);
	parses_at(&p, "--- /home/u/linux/y/z.c\n+++ /home/u/linux/y/z.c\n" HUNK, 4);
	names_are(&p.diff[0], "y/z.c", "y/z.c");
	patch_release(&p);
	parses_at(&p, "diff --git a/x/o b/x/n\nrename from x/o\nrename to x/n\n", 2);
	names_are(&p.diff[0], "o", "n");
	patch_release(&p);
}

static void a_mark_in_front_is_passed_over(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "\xef\xbb\xbf" "diff --git a/o b/o\nold mode 100644\nnew mode 100755\n");
	assert_int_equal(p.nr, 1);
	assert_int_equal(p.diff[0].new_mode, 0100755);
	assert_int_equal(p.header.len, 0);
	patch_release(&p);
}

static void git_diffs_may_lack_their_names(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "diff --git a/x b/x\nindex 1111111..2222222 100644\n" HUNK
	       "diff --git a/y b/y\n" HUNK);
	assert_int_equal(p.nr, 2);
	names_are(&p.diff[0], "x", "x");
	assert_int_equal(p.diff[0].nr, 1);
	names_are(&p.diff[1], "y", "y");
	patch_release(&p);
	is_refused("diff --git a/x b/y\n" HUNK, 1, "two files");
}

static void reversing(void **state)
{
	struct patch p;
	const struct file_diff *s;

	(void)state;
	parses(&p, "diff --git a/o b/n\nold mode 100644\nnew mode 100755\nrename from o\nrename to n\n"
		   "--- a/o\n+++ b/n\n@@ -1,2 +5,3 @@\n-a\n+b\n+c\n x\n"
		   "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+a\n");
	patch_reverse(&p);
	s = p.diff;
	names_are(&s[0], "new", NULL);
	assert_true(s[0].remove && !s[0].create);
	line_is(&s[0].hunk[0].line[0], '-', "a");
	names_are(&s[1], "n", "o");
	assert_int_equal(s[1].old_mode, 0100755);
	assert_int_equal(s[1].hunk[0].old_start, 5);
	assert_int_equal(s[1].hunk[0].new_nr, 2);
	line_is(&s[1].hunk[0].line[1], '-', "b");
	patch_release(&p);
}

static void a_text_without_sections_is_empty(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "");
	assert_int_equal(p.nr, 0);
	patch_release(&p);
	parses(&p, "Just words\n\n---\n--- x\n+++ y\nno hunk\nIndex: x\ndiff --git a/x b/x\nnothing\n12 apples\n1c1\nno diff\n3c\nno script\n");
	assert_int_equal(p.nr, 0);
	patch_release(&p);
}

static void other_forms_are_refused(void **state)
{
	(void)state;
	is_refused("*** a/x\t2017\n--- b/x\t2017\n***************\n*** 1 ****\n! a\n--- 1 ----\n! b\n", 1, "context diff");
	is_refused("text\n3c\nfoo\n.\n", 2, "ed script");
	is_refused("5d\n", 1, "ed script");
	is_refused("diff x y\n1c1\n< a\n---\n> b\n", 2, "without context");
	is_refused("diff --cc x\n--- a/x\n+++ b/x\n@@@ -1 -1 +1 @@@\n", 4, "combined");
	is_refused("@@ -1 +1 @@\n-a\n+b\n", 1, "belongs to no file");
	is_refused("--- a/x\n+++ b/x\n\n" HUNK "--- a/y\n+++ b/y\n" HUNK, 4,
		   "names its file, on line 1");
	is_refused("diff --git a/x b/x\n\n" HUNK "--- a/y\n+++ b/y\n" HUNK, 3,
		   "names its file, on line 1");
	is_refused("Index: x\n====\n" HUNK "--- a/y\n+++ b/y\n" HUNK, 3,
		   "names its file, on line 1");
	is_refused("--- a/y\n+++ b/y\n" HUNK "--- a/x\n+++ b/x\n\n" HUNK, 9,
		   "names its file, on line 6");
}

static void unsafe_names_are_refused(void **state)
{
	(void)state;
	is_refused("--- a/../x\n+++ b/../x\n" HUNK, 1, "leaves the tree");
	is_refused("--- a/x\n+++ b/../../x\n" HUNK, 2, "leaves the tree");
	is_refused_at("--- /etc/x\n+++ b/x\n" HUNK, 0, 1, "is absolute");
	is_refused_at("--- a/x\n+++ /etc/x\n" HUNK, 0, 2, "is absolute");
	is_refused("--- /../x\n+++ /../x\n" HUNK, 1, "leaves the tree");
	is_refused("--- a/.GIT/x\n+++ b/.git/x\n" HUNK, 1, "git's own files");
	is_refused("diff --git a/x b/x\nrename from x\nrename to ../y\n", 3, "leaves the tree");
	is_refused("diff --git a/../x b/../x\nold mode 100644\nnew mode 100755\n", 1, "leaves the tree");
	is_refused("diff --git \"a/\\056git/x\" \"b/\\056git/x\"\nold mode 100644\nnew mode 100755\n", 1, "git's own files");
	is_refused("--- x\n+++ y\n" HUNK, 1, "give the right -p");
}

static void headers_that_disagree_are_refused(void **state)
{
	(void)state;
	is_refused("diff --git a/x b/y\nrename from x\n", 1, "'from' and a 'to'");
	is_refused("diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/z\n" HUNK, 1, "other files");
	is_refused("diff --git a/x b/x\nnew file mode 100644\ndeleted file mode 100644\n", 1, "creates and deletes");
	is_refused("diff --git a/x b/x\nnew file mode 100644\n--- a/x\n+++ b/x\n" HUNK, 1, "/dev/null");
	is_refused("diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+a\n", 1, "name two files");
	is_refused("--- /dev/null\n+++ b/x\n" HUNK, 3, "wants 1 old lines");
	is_refused("--- a/x\n+++ /dev/null\n" HUNK, 3, "leaves 1 lines");
	is_refused("--- /dev/null\n+++ /dev/null\n" HUNK, 1, "both sides");
	is_refused("diff --git a/x b/x\nold mode 107\n", 2, "no file mode");
	is_refused("diff --git a/x b/x\nnew file mode 040000\n", 2, "no file mode");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_diff_between_text),
		cmocka_unit_test(a_signature_is_no_deletion),
		cmocka_unit_test(git_headers),
		cmocka_unit_test(creation_and_deletion_in_plain_diffs),
		cmocka_unit_test(names_are_read_as_written),
		cmocka_unit_test(strip_levels),
		cmocka_unit_test(a_mark_in_front_is_passed_over),
		cmocka_unit_test(git_diffs_may_lack_their_names),
		cmocka_unit_test(reversing),
		cmocka_unit_test(a_text_without_sections_is_empty),
		cmocka_unit_test(other_forms_are_refused),
		cmocka_unit_test(unsafe_names_are_refused),
		cmocka_unit_test(headers_that_disagree_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

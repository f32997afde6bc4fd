// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hunks: their counts, what stands in and behind them, and how they
 * are refused.
 */
#include "patch/parses.h"

#include <stdio.h>

static void crlf_patches_keep_their_cr_aside(void **state)
{
	struct patch p;
	const struct hunk_line *l;

	(void)state;
	parses(&p, "Text\r\n--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,2 @@ f\r\n \r\n-a\r\n+b\r\n\\ No newline at end of file\r\n");
	names_are(&p.diff[0], "x", "x");
	assert_true(p.diff[0].crlf);
	assert_true(span_equals(p.diff[0].hunk[0].func, span_of("f")));
	l = p.diff[0].hunk[0].line;
	line_is(&l[0], ' ', "");
	line_is(&l[2], '+', "b");
	assert_true(l[2].cr && l[2].no_eol);
	assert_true(span_equals(hunk_line_crlf(&l[2]), span_of("b\r")));
	patch_release(&p);
	/* The header has LF: the \r is the file's. */
	parses(&p, "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n");
	assert_false(p.diff[0].crlf);
	line_is(&p.diff[0].hunk[0].line[1], '+', "b\r");
	patch_release(&p);
}

static void no_newline_on_either_side(void **state)
{
	struct patch p;
	const struct hunk_line *l;

	(void)state;
	parses(&p, "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n"
		   "--- a/y\n+++ b/y\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n\\ Kein Zeilenumbruch am Dateiende.\n");
	l = p.diff[0].hunk[0].line;
	assert_true(!l[0].no_eol && l[1].no_eol && !l[2].no_eol &&
		    !l[3].no_eol);
	l = p.diff[1].hunk[0].line;
	assert_true(l[2].no_eol);
	patch_release(&p);
}

static void cut_off_blank_lines_are_put_back(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n+b\n");
	assert_int_equal(p.diff[0].hunk[0].nr, 4);
	line_is(&p.diff[0].hunk[0].line[3], ' ', "");
	patch_release(&p);
	is_refused("--- a/x\n+++ b/x\n@@ -1,5 +1,6 @@\n a\n+b\n", 3, "truncated");
	is_refused("--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n", 3, "truncated");
}

/*
 * What follows a complete hunk is text, though it begins as a hunk's lines do.
 */
static void text_behind_a_hunk_is_text(void **state)
{
	static const char *const behind[] = {
		"\n-=-=-=-\nLinks: 1\n", "\n\n-Olaf\n", "-- \n2.39.5\n", "--\n",
		"- tested on x\n", "\n+1 from me\n", "-> next\n", " see also the list\n",
		"\n x.c | 2 +-\n", "- and the other file:\n",
	};
	char text[400];
	struct patch p;

	(void)state;
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
		for (int more = 0; more < 2; more++) {
			snprintf(text, sizeof(text), "--- a/x\n+++ b/x\n" HUNK "%s%s",
				 behind[i], more ? "--- a/y\n+++ b/y\n" HUNK : "");
			parses(&p, text);
			assert_int_equal(p.nr, 1 + more);
			assert_int_equal(p.diff[0].nr, 1);
			patch_release(&p);
		}
	is_refused("--- a/x\n+++ b/x\n" HUNK "- tested on x\n+\tlost();\n", 7,
		   "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n" HUNK "+1 from me\n-\tlost();\n", 7,
		   "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n" HUNK "-\tlost();\n", 6, "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n" HUNK "+10\n", 6, "more lines than its counts");
}

static void comments_in_hunks_are_passed_over(void **state)
{
	struct patch p;

	(void)state;
	parses(&p, "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n# here\n a\n# and here\n-b\n+c\n"
	       "# next\n@@ -9 +9 @@\n-d\n# one\n# two\n+e\n# end\n");
	assert_int_equal(p.diff[0].nr, 2);
	assert_int_equal(p.diff[0].hunk[0].nr, 3);
	line_is(&p.diff[0].hunk[1].line[1], '+', "e");
	patch_release(&p);
	is_refused("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n#include <a.h>\n-b\n+c\nend\n", 7, "wrong counts");
}

static void wrong_counts_are_refused(void **state)
{
	(void)state;
	is_refused("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n d\n", 7, "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\n\n+c\n", 8, "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n", 6, "more lines than its counts");
	is_refused("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n+b\n+c\n", 6, "wrong counts");
	is_refused("--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\n+b\n@@ -20 +20 @@\n-a\n+b\n", 6, "wrong counts");
	is_refused("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\n@@ -9 +9 @@\n-a\n+b\n", 7, "belongs to no file");
	is_refused("--- a/x\n+++ b/x\n@@ -1 +1 @@\n a\n", 3, "changes nothing");
	is_refused("--- a/x\n+++ b/x\n@@ -1,x +1 @@\n-a\n", 3, "not a hunk's line");
	is_refused("--- a/x\n+++ b/x\n@@ -1,99999999999999999999 +1 @@\n-a\n", 3, "not a hunk's line");
	is_refused("--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n\\ No newline at end of file\n-b\n+c\n", 5, "before the file's last line");
}

static void truncated_patches_are_refused(void **state)
{
	(void)state;
	is_refused("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n", 3, "truncated");
	is_refused("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", 5, "middle of this line");
	is_refused("--- a/x\n+++ b/x\n", 1, "truncated");
	is_refused("diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n", 4, "+++ line");
	is_refused("diff --git a/x b/x\nindex 1234567..2345678 100644\n", 1, "truncated");
	is_refused("diff --git a/x b/x\nnew file mode 100644\nindex 0000000..2345678\n", 1, "truncated");
	is_refused("diff --git a/x b/x\nindex 1..2\nGIT binary patch\n", 4, "literal SIZE");
	is_refused("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\nKc\n", 5, "damaged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crlf_patches_keep_their_cr_aside),
		cmocka_unit_test(no_newline_on_either_side),
		cmocka_unit_test(cut_off_blank_lines_are_put_back),
		cmocka_unit_test(text_behind_a_hunk_is_text),
		cmocka_unit_test(comments_in_hunks_are_passed_over),
		cmocka_unit_test(wrong_counts_are_refused),
		cmocka_unit_test(truncated_patches_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

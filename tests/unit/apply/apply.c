// SPDX-License-Identifier: GPL-2.0-only
/* File diffs applied whole: text, creation, removal. */
#include "unit.h"

#include "core/apply/apply.h"

/* Parses text, applies its only file diff to old; the postimage is in out. */
static enum applied apply(const char *old, const char *text,
			  struct buf *out)
{
	const struct place_options how = { 0 };
	struct application a;
	enum applied applied;
	struct diag why = { 0 };
	struct patch p;

	assert_int_equal(patch_parse(&p, span_of(text), 1, "p", &why), 0);
	assert_int_equal(p.nr, 1);
	file_diff_apply(&p.diff[0], old ? span_of(old) : (struct span){ 0 },
		      &how, &a, out);
	applied = a.applied;
	application_release(&a);
	patch_release(&p);
	return applied;
}

static const char change[] =
	"--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n";
static const char create[] =
	"--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n";
static const char removal[] =
	"--- a/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n";

static void a_hunk_replaces_its_lines_only(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(apply("a\nb\nc\nd\n", change, &out), APPLIED);
	assert_string_equal(out.at, "a\nB\nc\nd\n");
	assert_int_equal(apply("a\nx\nc\n", change, &out), APPLIED_REFUSED);
	assert_int_equal(out.len, 0);
	assert_int_equal(apply("a\nB\nc\n", change, &out), APPLIED_MERGED);
	buf_release(&out);
}

static void a_file_is_created_only_where_none_is(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(apply(NULL, create, &out), APPLIED);
	assert_string_equal(out.at, "a\nb\n");
	assert_int_equal(apply("a\nb\n", create, &out), APPLIED_MERGED);
	assert_int_equal(apply("a\n", create, &out), APPLIED_REFUSED);
	assert_int_equal(apply("", create, &out), APPLIED_REFUSED);
	buf_release(&out);
}

static void a_file_is_removed_only_as_a_whole(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(apply("a\nb\n", removal, &out), APPLIED);
	assert_int_equal(out.len, 0);
	assert_int_equal(apply("a\nb\nc\n", removal, &out), APPLIED_REFUSED);
	assert_int_equal(apply(NULL, removal, &out), APPLIED_MERGED);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hunk_replaces_its_lines_only),
		cmocka_unit_test(a_file_is_created_only_where_none_is),
		cmocka_unit_test(a_file_is_removed_only_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

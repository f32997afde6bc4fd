// SPDX-License-Identifier: GPL-2.0-only
/* The terminal's table, and what the matrix comes to as a whole. */
#include "unit.h"

#include "core/report/table.h"

static enum matrix_sum sum(const char *letters, bool strict)
{
	struct matrix_branch rows[8] = { 0 };
	struct matrix r = { .branch = rows, .nr = strlen(letters) };
	struct matrix_count count;

	for (size_t i = 0; i < r.nr; i++) {
		static const char known[] = "?pubes";

		rows[i].verdict = strchr(known, letters[i]) - known;
	}
	count = matrix_count(&r);
	return matrix_sum(&count, strict);
}

static void a_skip_is_never_a_success(void **state)
{
	(void)state;
	assert_int_equal(sum("pp", false), MATRIX_PROVED);
	assert_int_equal(sum("ps", false), MATRIX_PROVED);
	assert_int_equal(sum("ps", true), MATRIX_NOTHING);
	assert_int_equal(sum("ss", false), MATRIX_NOTHING);
	assert_int_equal(sum("", false), MATRIX_NOTHING);
	assert_int_equal(sum("??", false), MATRIX_NOTHING);
	assert_int_equal(sum("p?", false), MATRIX_WRONG);
	assert_int_equal(sum("pu", false), MATRIX_WRONG);
	assert_int_equal(sum("pb", true), MATRIX_WRONG);
	assert_int_equal(sum("spe", false), MATRIX_WRONG);
}

static void a_row_a_branch_and_a_sentence_for_what_is_not_proved(void **state)
{
	struct matrix_boot boot = { .mode = "plain", .outcome = FAIL,
				    .signature = true };
	struct matrix_stage stage[3][7] = { 0 };
	struct matrix_branch rows[] = {
		{ .name = "v4.4",
		  .base = "v4.4.262",
		  .verdict = PROVED,
		  .reason = "" },
		{ .name = "v4.10-longer",
		  .base = "v4.10.17",
		  .verdict = SKIPPED,
		  .reason = "no tree" },
		{ .name = "v6", .base = "v6.0" },
	};
	struct matrix r = { .branch = rows, .nr = 3 };
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		rows[i].nr_steps = 2;
		rows[i].stage = stage[i];
	}
	for_each_judged_stage(i, 2)
		rows[0].stage[i] = (struct matrix_stage){ .there = true,
							  .seconds = 40 };
	rows[0].stage[stage_boot(0, 2)].outcome = FAIL;
	rows[0].stage[stage_boot(0, 2)].boot = &boot;
	rows[0].stage[stage_boot(0, 2)].nr_boots = 1;
	rows[1].stage[STAGE_TREE] = (struct matrix_stage){
		.there = true, .outcome = SKIP, .reason = "no tree" };
	report_table(&r, 0, false, &out);
	assert_string_equal(out.at,
"                                      build          boot\n"
"branch        base      tree   apply  before  after  before  after    time  verdict\n"
"v4.4          v4.4.262  PASS   PASS   PASS    PASS   FAIL    PASS    4m00s  proved\n"
"v4.10-longer  v4.10.17  SKIP   -      -       -      -       -          0s  skipped\n"
"v6            v6.0      -      -      -       -      -       -           -  no verdict\n"
"\n"
"v4.10-longer: skipped: no tree\n"
"v6: no verdict: the run did not come to its end\n"
"1 proved, 1 skipped, 1 without a verdict; WHAT IS SKIPPED WAS NOT TESTED\n");
	buf_clear(&out);
	r.nr = 1;
	report_table(&r, 0, true, &out);
	assert_non_null(strstr(out.at, "\033[32mproved\033[0m\n"));
	/* The FAIL that is wanted is no alarm; one without the signature is. */
	assert_null(strstr(out.at, "\033[31m"));
	boot.signature = false;
	rows[0].verdict = UNPROVED;
	buf_clear(&out);
	report_table(&r, 0, true, &out);
	assert_non_null(strstr(out.at, "\033[31mFAIL\033[0m"));
	buf_release(&out);
}

/* The longest line of text, in bytes. */
static size_t widest(const char *text)
{
	size_t most = 0;

	while (*text) {
		size_t n = strcspn(text, "\n");

		most = n > most ? n : most;
		text += n + (text[n] != '\0');
	}
	return most;
}

static void no_row_is_wider_than_the_window(void **state)
{
	struct matrix_stage stage[7] = { 0 };
	struct matrix_branch row = { .name = "v4.10-longer", .base = "v4.10.17",
				     .nr_steps = 2, .stage = stage,
				     .verdict = UNPROVED,
				     .reason = "" };
	struct matrix r = { .branch = &row, .nr = 1 };
	struct buf out = { 0 };

	(void)state;
	for_each_judged_stage(i, 2)
		row.stage[i] = (struct matrix_stage){ .there = true };
	for (int width = 40; width < 100; width++) {
		buf_clear(&out);
		report_table(&r, width, false, &out);
		assert_true(widest(out.at) <= (size_t)width);
		assert_non_null(strstr(out.at, "unproved"));
	}
	assert_non_null(strstr(out.at, "v4.10.17"));
	buf_clear(&out);
	report_table(&r, 76, false, &out);
	assert_null(strstr(out.at, "v4.10.17"));
	assert_non_null(strstr(out.at, "time"));
	buf_clear(&out);
	report_table(&r, 40, false, &out);
	assert_non_null(strstr(out.at, "v4.10-longer: unproved (0s)\n  tree          PASS\n"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_skip_is_never_a_success),
		cmocka_unit_test(
			a_row_a_branch_and_a_sentence_for_what_is_not_proved),
		cmocka_unit_test(no_row_is_wider_than_the_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

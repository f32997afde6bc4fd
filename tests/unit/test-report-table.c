// SPDX-License-Identifier: GPL-2.0-only
/* The terminal's table, and what the matrix comes to as a whole. */
#include "unit.h"

#include "core/report-table.h"

static enum report_sum sum(const char *letters, bool strict)
{
	struct report_row rows[8] = { 0 };
	struct report_count count;
	size_t nr = strlen(letters);

	for (size_t i = 0; i < nr; i++) {
		const char *at = strchr("pubes", letters[i]);

		rows[i].judged = at;
		if (at)
			rows[i].verdict = at - "pubes";
	}
	count = report_count(rows, nr);
	return report_sum(&count, strict);
}

static void a_skip_is_never_a_success(void **state)
{
	(void)state;
	assert_int_equal(sum("pp", false), REPORT_PROVED);
	assert_int_equal(sum("ps", false), REPORT_PROVED);
	assert_int_equal(sum("ps", true), REPORT_NOTHING);
	assert_int_equal(sum("ss", false), REPORT_NOTHING);
	assert_int_equal(sum("", false), REPORT_NOTHING);
	assert_int_equal(sum("??", false), REPORT_NOTHING);
	assert_int_equal(sum("p?", false), REPORT_WRONG);
	assert_int_equal(sum("pu", false), REPORT_WRONG);
	assert_int_equal(sum("pb", true), REPORT_WRONG);
	assert_int_equal(sum("spe", false), REPORT_WRONG);
}

static void a_row_a_branch_and_a_sentence_for_what_is_not_proved(void **state)
{
	struct report_row rows[] = {
		{ .branch = "v4.4", .base = "v4.4.262", .judged = true,
		  .verdict = PROVED, .reason = "" },
		{ .branch = "v4.10-longer", .base = "v4.10.17", .judged = true,
		  .verdict = SKIPPED, .reason = "no tree" },
		{ .branch = "v6", .base = "v6.0" },
	};
	struct buf out = { 0 };

	(void)state;
	for (int i = 0; i < NR_STAGES; i++) {
		rows[0].stage[i] = (struct stage_word){ .there = true };
		rows[0].seconds[i] = 40;
	}
	rows[0].stage[STAGE_BOOT_BEFORE].outcome = FAIL;
	rows[1].stage[STAGE_TREE] = (struct stage_word){ true, SKIP, "no tree" };
	report_table(rows, 3, false, &out);
	assert_string_equal(out.at,
"                                      build          boot         \n"
"branch        base      tree   apply  before  after  before  after    time  verdict\n"
"v4.4          v4.4.262  PASS   PASS   PASS    PASS   FAIL    PASS    4m00s  proved\n"
"v4.10-longer  v4.10.17  SKIP   -      -       -      -       -          0s  skipped\n"
"v6            v6.0      -      -      -       -      -       -           -  no verdict\n"
"\n"
"v4.10-longer: skipped: no tree\n"
"v6: no verdict: the run did not come to its end\n"
"1 proved, 1 skipped, 1 without a verdict; WHAT IS SKIPPED WAS NOT TESTED\n");
	buf_clear(&out);
	report_table(rows, 1, true, &out);
	assert_non_null(strstr(out.at, "\033[32mproved\033[0m\n"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_skip_is_never_a_success),
		cmocka_unit_test(a_row_a_branch_and_a_sentence_for_what_is_not_proved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

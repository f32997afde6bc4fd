// SPDX-License-Identifier: GPL-2.0-only
/* The stages of a branch: numbers and names. */
#include "unit.h"

#include "core/verdict/stage.h"

static void a_branch_of_one_fix_has_before_and_after(void **state)
{
	static const char *const names[] = {
		"tree", "apply", "objects", "build.before", "build.after",
		"boot.before", "boot.after",
	};

	(void)state;
	assert_int_equal(stage_count(2), 7);
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(stage_id(i, 2).name, names[i]);
	assert_int_equal(stage_boot(1, 2), 6);
}

static void steps_between_have_their_number(void **state)
{
	size_t stage, step;

	(void)state;
	assert_string_equal(stage_id(stage_build(0), 52).name, "build.before");
	assert_string_equal(stage_id(stage_build(50), 52).name, "build.step50");
	assert_string_equal(stage_id(stage_boot(51, 52), 52).name,
			    "boot.after");
	for (size_t i = 0; i < stage_count(52); i++) {
		struct stage_id id = stage_id(i, 52);

		assert_true(stage_of(id.name, 52, &stage));
		assert_int_equal(stage, i);
		if (id.kind == STAGE_BUILD)
			assert_int_equal(stage_build(id.step), i);
		if (id.kind == STAGE_BOOT)
			assert_int_equal(stage_boot(id.step, 52), i);
	}
	for (size_t i = 0; i < 52; i++) {
		assert_true(step_of(step_name(i, 52).at, 52, &step));
		assert_int_equal(step, i);
	}
	assert_false(stage_of("build.step51", 52, &stage));
	assert_false(stage_of("verdict", 52, &stage));
}

static void a_step_is_read_by_name_or_number(void **state)
{
	static const char *const wrong[] = { "", "4", "step", "step4", "-1",
					     "+1", " 1", "1 ", "Before",
					     "99999999999999999999999" };
	size_t step;

	(void)state;
	assert_true(step_of("0", 4, &step) && step == 0);
	assert_true(step_of("3", 4, &step) && step == 3);
	assert_true(step_of("after", 4, &step) && step == 3);
	assert_true(step_of("step2", 4, &step) && step == 2);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(step_of(wrong[i], 4, &step));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_branch_of_one_fix_has_before_and_after),
		cmocka_unit_test(steps_between_have_their_number),
		cmocka_unit_test(a_step_is_read_by_name_or_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

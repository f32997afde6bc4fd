// SPDX-License-Identifier: GPL-2.0-only
/* The lines of a running matrix. */
#include "unit.h"

#include "core/matrix/progress.h"

static const char *drawn(struct buf *out, const struct progress *p, int width,
			 bool utf8)
{
	const struct progress_style style = { .width = width, .branch = 6,
					      .utf8 = utf8 };

	buf_clear(out);
	progress_line(p, &style, out);
	return out->at;
}

static void a_build_has_a_bar_and_times(void **state)
{
	struct progress_stage stage[7] = { [STAGE_BUILD].running = true };
	struct progress p = {
		.branch = "v4.9", .nr_steps = 2, .stage = stage,
		.told = stage_build(0), .elapsed_s = 125, .left_s = 240,
		.done = 352, .total = 704,
	};
	struct buf out = { 0 };

	(void)state;
	assert_string_equal(drawn(&out, &p, 100, false),
		"v4.9    build.before  [###########...........] 352/704  2m05s, about 4m00s left");
	assert_non_null(strstr(drawn(&out, &p, 100, true),
			       "[███████████░░░░░░░░░░░] 352/704"));
	assert_string_equal(drawn(&out, &p, 39, false),
			    "v4.9    build.before  50%  4m00s left");
	p.done = 9999;
	assert_string_equal(drawn(&out, &p, 39, false),
			    "v4.9    build.before  100%  4m00s left");
	assert_non_null(strstr(drawn(&out, &p, 100, false),
			       "[######################] 9999/704"));
	p.total = 0;
	p.left_s = -1;
	stage[stage_boot(0, 2)].running = true;
	assert_string_equal(drawn(&out, &p, 100, false),
		"v4.9    build.before  9999 objects  2m05s; also boot.before");
	buf_release(&out);
}

static void a_boot_has_its_last_line_made_plain(void **state)
{
	struct progress_stage stage[7] = { [6].running = true };
	struct progress p = {
		.branch = "v4.9", .nr_steps = 2, .stage = stage,
		.told = stage_boot(1, 2), .elapsed_s = 4, .left_s = -1,
		.said = "NET: \033[2J\xff up\n",
	};
	struct buf out = { 0 };

	(void)state;
	assert_string_equal(drawn(&out, &p, 100, false),
		"v4.9    boot.after    4.0s  | NET: ?[2J? up?");
	buf_release(&out);
}

static void no_line_is_wider_than_the_window(void **state)
{
	struct progress_stage stage[7] = { [4].running = true };
	struct progress p = {
		.branch = "v4.10-longer", .nr_steps = 2, .stage = stage,
		.told = stage_build(1), .elapsed_s = 125, .left_s = 240,
		.done = 1, .total = 704, .said = "a long last line of a console",
	};
	struct buf out = { 0 };

	(void)state;
	for (int width = 1; width < 120; width++) {
		assert_true(strlen(drawn(&out, &p, width, false)) <=
			    (size_t)width);
		if (width > 20)
			assert_non_null(strstr(out.at, "build.a"));
	}
	buf_release(&out);
}

static void a_verdict_ends_a_branch(void **state)
{
	struct progress p = {
		.branch = "v4.9", .judged = true, .verdict = UNPROVED,
		.reason = "the check passes without the fix", .took_s = 541,
	};
	struct progress waits = { .branch = "v4.4" };
	struct buf out = { 0 };

	(void)state;
	assert_string_equal(drawn(&out, &p, 100, false),
		"v4.9    unproved       9m01s  the check passes without the fix");
	assert_string_equal(drawn(&out, &waits, 100, false), "v4.4    waiting");
	waits.at_rest = true;
	assert_string_equal(drawn(&out, &waits, 100, false),
			    "v4.4    not begun");
	buf_release(&out);
}

static void a_log_gets_each_event_once(void **state)
{
	struct progress_stage was[7] = { [STAGE_TREE].there = true },
			      is[7] = { [STAGE_TREE].there = true };
	struct progress then = { .branch = "v4.9", .nr_steps = 2, .stage = was };
	struct progress now = { .branch = "v4.9", .nr_steps = 2, .stage = is };
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(progress_events(&then, &now, &out), 0);
	is[STAGE_APPLY].running = true;
	assert_int_equal(progress_events(&then, &now, &out), 1);
	assert_string_equal(out.at, "v4.9: apply begins\n");
	memcpy(was, is, sizeof(was));
	is[stage_build(0)].running = true;
	is[STAGE_APPLY] = (struct progress_stage){ false, true, FAIL };
	buf_clear(&out);
	assert_int_equal(progress_events(&then, &now, &out), 2);
	assert_string_equal(out.at,
		"v4.9: apply FAIL\nv4.9: build.before begins\n");
	memcpy(was, is, sizeof(was));
	now.judged = true;
	now.verdict = BROKEN;
	now.reason = "apply fails";
	buf_clear(&out);
	assert_int_equal(progress_events(&then, &now, &out), 1);
	assert_string_equal(out.at, "v4.9: broken: apply fails\n");
	buf_release(&out);
}

static void what_is_touched_ends_ahead_of_the_builds(void **state)
{
	struct progress_stage was[7] = { [STAGE_OBJECTS].running = true },
			      is[7] = { 0 };
	struct progress then = { .branch = "v4.9", .nr_steps = 2, .stage = was };
	struct progress now = { .branch = "v4.9", .nr_steps = 2, .stage = is };
	struct buf out = { 0 };

	(void)state;
	is[stage_build(0)].running = true;
	is[STAGE_OBJECTS] = (struct progress_stage){ false, true, SKIP };
	assert_int_equal(progress_events(&then, &now, &out), 2);
	assert_string_equal(out.at,
		"v4.9: objects SKIP\nv4.9: build.before begins\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_build_has_a_bar_and_times),
		cmocka_unit_test(a_boot_has_its_last_line_made_plain),
		cmocka_unit_test(no_line_is_wider_than_the_window),
		cmocka_unit_test(a_verdict_ends_a_branch),
		cmocka_unit_test(a_log_gets_each_event_once),
		cmocka_unit_test(what_is_touched_ends_ahead_of_the_builds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

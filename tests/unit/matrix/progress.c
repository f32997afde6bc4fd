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
	struct progress p = {
		.branch = "v4.9", .running = 1 << STAGE_BUILD_BEFORE,
		.stage = STAGE_BUILD_BEFORE, .elapsed_s = 125, .left_s = 240,
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
	p.running |= 1 << STAGE_BOOT_BEFORE;
	assert_string_equal(drawn(&out, &p, 100, false),
		"v4.9    build.before  9999 objects  2m05s; also boot.before");
	buf_release(&out);
}

static void a_boot_has_its_last_line_made_plain(void **state)
{
	struct progress p = {
		.branch = "v4.9", .running = 1 << STAGE_BOOT_AFTER,
		.stage = STAGE_BOOT_AFTER, .elapsed_s = 4, .left_s = -1,
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
	struct progress p = {
		.branch = "v4.10-longer", .running = 1 << STAGE_BUILD_AFTER,
		.stage = STAGE_BUILD_AFTER, .elapsed_s = 125, .left_s = 240,
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
	buf_release(&out);
}

static void a_log_gets_each_event_once(void **state)
{
	struct progress then = { .branch = "v4.9", .there = 1 << STAGE_TREE };
	struct progress now = then;
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(progress_events(&then, &now, &out), 0);
	now.running = 1 << STAGE_APPLY;
	assert_int_equal(progress_events(&then, &now, &out), 1);
	assert_string_equal(out.at, "v4.9: apply begins\n");
	then = now;
	now.running = 1 << STAGE_BUILD_BEFORE;
	now.there |= 1 << STAGE_APPLY;
	now.outcome[STAGE_APPLY] = FAIL;
	buf_clear(&out);
	assert_int_equal(progress_events(&then, &now, &out), 2);
	assert_string_equal(out.at,
		"v4.9: apply FAIL\nv4.9: build.before begins\n");
	then = now;
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
	struct progress then = {
		.branch = "v4.9", .running = 1 << STAGE_OBJECTS,
	};
	struct progress now = then;
	struct buf out = { 0 };

	(void)state;
	now.running = 1 << STAGE_BUILD_BEFORE;
	now.there = 1 << STAGE_OBJECTS;
	now.outcome[STAGE_OBJECTS] = SKIP;
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

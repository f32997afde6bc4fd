// SPDX-License-Identifier: GPL-2.0-only
/* The place nearest to a refused hunk, and its difference. */
#include "unit.h"

#include "core/near.h"

static struct hunk_line wanted[] = {
	{ .kind = ' ', .text = { "\tlock(led);", 11 } },
	{ .kind = ' ', .text = { "\tret = set(led);", 16 } },
	{ .kind = '-', .text = { "\tunlock(led);", 13 } },
	{ .kind = '+', .text = { "\tput(led);", 10 } },
	{ .kind = ' ', .text = { "\treturn ret;", 12 } },
};

static struct hunk hunk = {
	.old_start = 3, .old_nr = 4, .new_start = 3, .new_nr = 4,
	.line = wanted, .nr = 5,
};

static const char file[] =
	"int on(void)\n{\n"
	"	lock(led);\n	ret = set(led, 1);\n	unlock(led);\n	return ret;\n"
	"}\n\n"
	"int off(void)\n{\n"
	"	lock(led);\n	ret = set(led);\n	unlock_now(led);\n	return ret;\n"
	"}\n";

static void a_draw_goes_to_the_line_wanted(void **state)
{
	(void)state;
	hunk.func = span_of("");
	assert_int_equal(near_find(&hunk, span_of(file), 3), 3);
	assert_int_equal(near_find(&hunk, span_of(file), 12), 11);
}

static void the_named_function_comes_first(void **state)
{
	(void)state;
	hunk.func = span_of("int off(void)");
	assert_int_equal(near_find(&hunk, span_of(file), 3), 11);
	hunk.func = span_of("int gone(void)");
	assert_int_equal(near_find(&hunk, span_of(file), 3), 3);
}

static void nothing_is_near_where_only_brackets_are(void **state)
{
	(void)state;
	hunk.func = span_of("");
	assert_int_equal(near_find(&hunk, span_of("{\n}\n\n"), 3), 0);
	assert_int_equal(near_find(&hunk, span_of(""), 3), 0);
}

static void the_difference_is_a_small_diff(void **state)
{
	struct buf out = { 0 };

	(void)state;
	near_diff(&hunk, span_of(file), 11, &out);
	assert_string_equal(out.at,
		" \tlock(led);\n \tret = set(led);\n-\tunlock(led);\n"
		"+\tunlock_now(led);\n \treturn ret;\n");
	buf_clear(&out);
	near_diff(&hunk, span_of("	lock(led);\r\n	ret = set(led);\n	unlock(led);\n	return ret;\n"), 1, &out);
	assert_string_equal(out.at,
		"-\tlock(led);\n+\tlock(led);^M\n \tret = set(led);\n"
		" \tunlock(led);\n \treturn ret;\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draw_goes_to_the_line_wanted),
		cmocka_unit_test(the_named_function_comes_first),
		cmocka_unit_test(nothing_is_near_where_only_brackets_are),
		cmocka_unit_test(the_difference_is_a_small_diff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

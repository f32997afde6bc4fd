// SPDX-License-Identifier: GPL-2.0-only
/* The place nearest to a refused hunk, and its difference. */
#include "unit.h"

#include <stdio.h>

#include "core/apply/nearest.h"

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

static long nearest(const char *bytes, long line)
{
	struct text t;

	text_split(&t, span_of(bytes));
	line = nearest_line(&hunk, &t, line);
	text_release(&t);
	return line;
}

static void differ(const struct hunk *h, const char *bytes, long line,
		   struct buf *out)
{
	struct text t;

	text_split(&t, span_of(bytes));
	nearest_diff(h, &t, line, out);
	text_release(&t);
}

static void a_draw_goes_to_the_line_wanted(void **state)
{
	(void)state;
	hunk.func = span_of("");
	assert_int_equal(nearest(file, 3), 3);
	assert_int_equal(nearest(file, 12), 11);
}

static void the_named_function_comes_first(void **state)
{
	(void)state;
	hunk.func = span_of("int off(void)");
	assert_int_equal(nearest(file, 3), 11);
	hunk.func = span_of("int gone(void)");
	assert_int_equal(nearest(file, 3), 3);
}

static void nothing_is_near_where_only_brackets_are(void **state)
{
	(void)state;
	hunk.func = span_of("");
	assert_int_equal(nearest("{\n}\n\n", 3), 0);
	assert_int_equal(nearest("", 3), 0);
}

static void the_difference_is_a_small_diff(void **state)
{
	struct buf out = { 0 };

	(void)state;
	differ(&hunk, file, 11, &out);
	assert_string_equal(out.at,
		" \tlock(led);\n \tret = set(led);\n-\tunlock(led);\n"
		"+\tunlock_now(led);\n \treturn ret;\n");
	buf_clear(&out);
	differ(&hunk, "	lock(led);\r\n	ret = set(led);\n	unlock(led);\n	return ret;\n", 1, &out);
	assert_string_equal(out.at,
		"-\tlock(led);\n+\tlock(led);^M\n \tret = set(led);\n"
		" \tunlock(led);\n \treturn ret;\n");
	buf_release(&out);
}

static void of_a_long_hunk_the_first_difference_is_shown(void **state)
{
	enum { LINES = 3000, CHANGED = 2000 };
	static struct hunk_line line[LINES];
	static char text[LINES][8];
	struct hunk h = { .line = line, .nr = LINES, .func = { "", 0 } };
	struct buf bytes = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < LINES; i++) {
		snprintf(text[i], sizeof(text[i]), "n%d", i);
		line[i] = (struct hunk_line){ .kind = ' ',
					      .text = span_of(text[i]) };
		buf_addf(&bytes, i == CHANGED ? "other\n" : "n%d\n", i);
	}
	differ(&h, bytes.at, 1, &out);
	assert_string_equal(out.at, " n1997\n n1998\n n1999\n-n2000\n+other\n"
			    " n2001\n n2002\n n2003\n");
	buf_release(&bytes);
	buf_release(&out);
}

static void a_long_line_is_cut(void **state)
{
	struct buf bytes = { 0 }, out = { 0 };

	(void)state;
	buf_adds(&bytes, "\tlock(led);\n\tret = set(led);\n");
	for (int i = 0; i < 1000; i++)
		buf_addc(&bytes, 'x');
	buf_adds(&bytes, "\n\treturn ret;\n");
	differ(&hunk, bytes.at, 1, &out);
	assert_in_range(out.len, 450, 500);
	assert_non_null(strstr(out.at, "xxx...\n"));
	buf_release(&bytes);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draw_goes_to_the_line_wanted),
		cmocka_unit_test(the_named_function_comes_first),
		cmocka_unit_test(nothing_is_near_where_only_brackets_are),
		cmocka_unit_test(the_difference_is_a_small_diff),
		cmocka_unit_test(of_a_long_hunk_the_first_difference_is_shown),
		cmocka_unit_test(a_long_line_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

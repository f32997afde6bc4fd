// SPDX-License-Identifier: GPL-2.0-only
/* Braces that a carried hunk closes and nothing opened. */
#include "unit.h"

#include "core/port/braces.h"

static size_t stray(const char *text)
{
	return port_stray_braces(span_of(text));
}

static void braces_that_match_are_none(void **state)
{
	(void)state;
	assert_int_equal(stray(""), 0);
	assert_int_equal(stray("int f(void)\n{\n\tif (x) {\n\t\tg();\n"
			       "\t} else {\n\t\th();\n\t}\n}\n"), 0);
	assert_int_equal(stray("/* } */\nchar *s = \"}\";\nint c = '}';\n"), 0);
	assert_int_equal(stray("static int a[] = { 1, 2 };\n"), 0);
}

static void a_brace_that_nothing_opened_is_one(void **state)
{
	(void)state;
	assert_int_equal(stray("int f(void)\n{\n\tif (x)\n\t\tg();\n"
			       "\t} else if (y) {\n\t\th();\n\telse {\n"
			       "\t\ti();\n\t}\n}\n"), 1);
	assert_int_equal(stray("int a;\n}\n"), 1);
}

/* One edit: text in front of line at of the file. */
static bool breaks(const char *file, size_t at, const char *text)
{
	struct port_lines lines = { 0 };
	struct port_edits edits = { 0 };
	bool yes;

	port_lines_split(&lines, span_of(file));
	buf_adds(port_edits_add(&edits, at, at, MERGE_LINES), text);
	yes = port_indent_breaks("a.c", &lines, &edits);
	port_edits_release(&edits);
	port_lines_release(&lines);
	return yes;
}

static void a_line_stands_in_its_block(void **state)
{
	static const char *const file =
		"\tif (x)\n\t\treturn 0;\n\tfor (i = 0;\n"
		"\t     i < n; i++)\n\t\tgo(i);\n\tend();\n";

	(void)state;
	assert_false(breaks(file, 2, "\tif (y)\n\t\treturn 1;\n"));
	assert_false(breaks(file, 0, "\tint y;\n"));
	assert_false(breaks(file, 6, "out:\n\tput(x);\n"));
	assert_false(breaks(file, 2, "\t\tcase 2:\n\t\tgo(2);\n"));
	assert_true(breaks(file, 2, "\t\tif (y)\n\t\t\treturn 1;\n"));
	assert_true(breaks(file, 5, "\t\t\tgo(x);\n"));
	assert_true(breaks(file, 1, "\tgo(x);\n"));
}

static void a_brace_ends_a_block_that_is_deeper(void **state)
{
	static const char *const file =
		"\tif (x)\n\t\tgo(1);\n\t\treturn 0;\n\tend();\n";

	(void)state;
	assert_false(breaks(file, 3, "\t}\n"));
	assert_false(breaks(file, 3, "\t} else {\n\t\tgo(2);\n\t}\n"));
	assert_true(breaks(file, 3, "\t\t}\n"));
	assert_true(breaks(file, 2, "\t}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(braces_that_match_are_none),
		cmocka_unit_test(a_brace_that_nothing_opened_is_one),
		cmocka_unit_test(a_line_stands_in_its_block),
		cmocka_unit_test(a_brace_ends_a_block_that_is_deeper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

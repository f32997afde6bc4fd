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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(braces_that_match_are_none),
		cmocka_unit_test(a_brace_that_nothing_opened_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

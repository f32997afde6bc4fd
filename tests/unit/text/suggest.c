// SPDX-License-Identifier: GPL-2.0-only
#include "unit.h"

#include <stdio.h>

#include "core/text/suggest.h"

static const char *meant(const char *word)
{
	static const char *const words[] = { "apply", "boot", "compare",
					     "report", "v4.9", "v6.12" };
	static char found[16];
	struct strings known = { 0 };
	const char *s;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		strings_add(&known, words[i]);
	s = suggest(word, &known);
	snprintf(found, sizeof(found), "%s", s ? s : "");
	strings_release(&known);
	return found;
}

static void test_near(void **state)
{
	(void)state;
	assert_string_equal(meant("aply"), "apply");
	assert_string_equal(meant("appply"), "apply");
	assert_string_equal(meant("aplpy"), "apply");
	assert_string_equal(meant("comp"), "compare");
	assert_string_equal(meant("v6.21"), "v6.12");
	assert_string_equal(meant("4.9"), "v4.9");
}

static void test_far(void **state)
{
	(void)state;
	assert_string_equal(meant("v9"), "");
	assert_string_equal(meant("b"), "");
	assert_string_equal(meant(""), "");
	assert_string_equal(meant("build-matrix"), "");
	assert_string_equal(meant("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_far),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

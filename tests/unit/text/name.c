// SPDX-License-Identifier: GPL-2.0-only
/* The one rule for names. */
#include "unit.h"

#include "core/text/name.h"

static void names_need_no_quotes(void **state)
{
	static const char *const good[] = { "v4.4", "v6.12-rc2", "a_b+c", "7" };
	static const char *const bad[] = {
		"", ".", "..", ".a", "-a", "a/b", "a b", "a`id`", "a$b", "a'b",
		"a\"b", "a\\b", "a;b", "a\nb", "a:b", "a*b", "\303\274",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(name_is_plain(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(name_is_plain(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_need_no_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

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

static void numbers_of_vulnerabilities(void **state)
{
	static const char *const bad[] = {
		"", "CVE-", "CVE-2019-159", "cve-2019-15902", "CVE-2019-15902a",
		"CVE-19-15902", "CVE-2019_15902", "CVE-2019-15902 ",
		"CVE-2019-1234567890123456789012345",
	};

	(void)state;
	assert_true(is_cve("CVE-2019-1590"));
	assert_true(is_cve("CVE-2019-15902"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(is_cve(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_need_no_quotes),
		cmocka_unit_test(numbers_of_vulnerabilities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
#include "unit.h"

#include <stdlib.h>

#include "core/text/since.h"

/* 2026-11-26T12:00:00Z, a Thursday. */
#define NOW	1795694400L
#define DAY	86400L

static long ago(const char *words)
{
	time_t when;

	return since_words(words, NOW, &when) ? NOW - (long)when : -1;
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(ago("now"), 0);
	assert_int_equal(ago("yesterday"), DAY);
	assert_int_equal(ago("3 days ago"), 3 * DAY);
	assert_int_equal(ago("3.days.ago"), 3 * DAY);
	assert_int_equal(ago("one day ago"), DAY);
	assert_int_equal(ago("an hour ago"), 3600);
	assert_int_equal(ago("2 Weeks Ago"), 14 * DAY);
	assert_int_equal(ago("last week"), 7 * DAY);
	assert_int_equal(ago("90 minutes ago"), 5400);
	/* October has 31 days; 2024 was a leap year. */
	assert_int_equal(ago("last month"), 31 * DAY);
	assert_int_equal(ago("3 years ago"), (3 * 365 + 1) * DAY);
}

static void test_weekdays(void **state)
{
	(void)state;
	assert_int_equal(ago("wednesday"), DAY);
	assert_int_equal(ago("mon"), 3 * DAY);
	assert_int_equal(ago("last friday"), 6 * DAY);
	assert_int_equal(ago("thursday"), 7 * DAY);
}

static void test_others(void **state)
{
	static const char *const words[] = {
		"", " ", "2026-11-22", "12", "tomorrow", "days ago", "3 days",
		"3 moons ago", "-3 days ago", "99999999999 days ago",
		"3 days ago or so", "last", "last days ago", "ago",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_int_equal(ago(words[i]), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_weekdays),
		cmocka_unit_test(test_others),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

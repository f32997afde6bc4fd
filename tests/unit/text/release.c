// SPDX-License-Identifier: GPL-2.0-only
/* Kernel releases and their order. */
#include "unit.h"

#include "core/text/release.h"

static void releases_are_in_order(void **state)
{
	static const char *const order[] = {
		"v3.16", "v4.4.262", "4.9.y", "v4.9.2", "v4.9.262", "v4.10",
		"v4.10.17", "v4.11-rc1", "v4.11-rc2", "v4.11", "5.0.x", "v6.12",
	};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(order) / sizeof(*order); i++) {
		bool known;

		assert_true(kver_compare_names(order[i], order[i + 1], &known) < 0);
		assert_true(known);
		assert_true(kver_compare_names(order[i + 1], order[i], NULL) > 0);
	}
	assert_int_equal(kver_compare_names("4.9", "v4.9.0", NULL), 0);
}

static void what_is_no_release_is_not_read(void **state)
{
	static const char *const bad[] = { "", "v", "4", "x4.4", "v.4", "4.",
					   "4.9999999", "4.9-rc" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct span s = span_of(bad[i]);
		struct kver v;

		assert_false(kver_read(&v, &s));
		assert_ptr_equal(s.at, bad[i]);
	}
}

static void the_rest_is_left(void **state)
{
	struct span s = span_of("v4.4+: a1f84a3");
	struct kver v;

	(void)state;
	assert_true(kver_read(&v, &s));
	assert_int_equal(v.nr, 2);
	assert_true(span_equals(s, span_of(": a1f84a3")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(releases_are_in_order),
		cmocka_unit_test(what_is_no_release_is_not_read),
		cmocka_unit_test(the_rest_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

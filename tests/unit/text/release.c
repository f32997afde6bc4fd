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

		assert_true(kver_compare_names(order[i], order[i + 1], &known) <
			    0);
		assert_true(known);
		assert_true(kver_compare_names(order[i + 1], order[i], NULL) >
			    0);
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

static void check_makefile(const char *text, const char *wanted)
{
	struct buf name = { 0 };

	kver_of_makefile(&name, span_of(text));
	assert_string_equal(name.at ? name.at : "", wanted);
	buf_release(&name);
}

static void a_makefile_says_its_release(void **state)
{
	(void)state;
	check_makefile("# SPDX\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\nEXTRAVERSION =\nNAME = x\n",
		       "v6.12.117");
	check_makefile("VERSION = 4\nPATCHLEVEL = 4\nSUBLEVEL = 0\nEXTRAVERSION =\n",
		       "v4.4");
	check_makefile("VERSION = 6\nPATCHLEVEL = 13\nSUBLEVEL = 0\nEXTRAVERSION = -rc2\n",
		       "v6.13-rc2");
	check_makefile("VERSION = 4\nPATCHLEVEL = 4\nSUBLEVEL = 302\nEXTRAVERSION = -cip80",
		       "v4.4.302-cip80");
	check_makefile("", "");
	check_makefile("a\n", "");
	check_makefile("VERSION = $(X)\nPATCHLEVEL = 1\n", "");
	check_makefile("VERSION = 6\nPATCHLEVEL = 1\nEXTRAVERSION = ;rm\n",
		       "v6.1");
}

static void a_tree_is_what_it_is_called(void **state)
{
	static const char *const right[][2] = {
		{ "v6.12.117", "v6.12.117" }, { "6.12.117", "v6.12.117" },
		{ "v6.12", "v6.12.117" }, { "v6.12.y", "v6.12.117" },
		{ "v6.12", "v6.12" }, { "v4.4.0", "v4.4" },
		{ "v6.13-rc2", "v6.13-rc2" }, { "6.12.117-1", "v6.12.117" },
		{ "v4.4.302-cip80", "v4.4.302-cip80" },
		{ "our-tree", "v6.12.117" },
	};
	static const char *const wrong[][2] = {
		{ "v6.12.300", "v6.12.117" }, { "v6.12.11", "v6.12.117" },
		{ "v6.12", "v6.1.12" }, { "v6.12", "v6.12-rc2" },
		{ "v6.13-rc2", "v6.13-rc3" }, { "v6.13-rc2", "v6.13" },
		{ "v4.4.302", "v4.4.302-cip80" }, { "v4.9", "v4.10.9" },
		{ "v4.4.302-cip79", "v4.4.302-cip80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
		assert_true(kver_may_be(right[i][0], right[i][1]));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(kver_may_be(wrong[i][0], wrong[i][1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(releases_are_in_order),
		cmocka_unit_test(what_is_no_release_is_not_read),
		cmocka_unit_test(the_rest_is_left),
		cmocka_unit_test(a_makefile_says_its_release),
		cmocka_unit_test(a_tree_is_what_it_is_called),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

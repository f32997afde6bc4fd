// SPDX-License-Identifier: GPL-2.0-only
/* In which inputs the results of two steps may differ. */
#include "unit.h"

#include "core/verdict/alike.h"

static void check(const char *one, const char *other, const char *wanted)
{
	json_t *a = json_loads(one, 0, NULL), *b = json_loads(other, 0, NULL);
	char *names = inputs_unlike(a, b);

	assert_string_equal(names, wanted);
	free(names);
	json_decref(a);
	json_decref(b);
}

static void what_is_no_step_of_its_own_differs(void **state)
{
	(void)state;
	check("{\"qemu\": \"8\"}", "{\"qemu\": \"8\"}", "");
	check("{\"qemu\": \"8\"}", "{\"qemu\": \"9\"}", "qemu");
	check("{\"qemu\": \"8\"}", "{}", "qemu");
	check("{}", "{\"qemu\": \"8\"}", "qemu");
	check("{\"image kasan\": \"1\"}", "{\"image kasan\": \"2\"}", "");
	check("{\"image\": \"1\", \"imager\": \"1\"}",
	      "{\"image\": \"2\", \"imager\": \"2\"}", "imager");
	check("{\"tree\": \"1\", \"repeat\": \"1\", \"cc\": \"a\"}",
	      "{\"tree\": \"2\", \"repeat\": \"3\", \"cc\": \"b\"}", "cc");
	check("{\"oops: initrd\": \"1\", \"oops: check\": \"1\"}",
	      "{\"oops: initrd\": \"2\", \"oops: check\": \"2\"}",
	      "oops: check");
}

static void nothing_is_known_of_results_without_inputs(void **state)
{
	char *names = inputs_unlike(NULL, NULL);

	(void)state;
	assert_string_equal(names, "");
	free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_step_of_its_own_differs),
		cmocka_unit_test(nothing_is_known_of_results_without_inputs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

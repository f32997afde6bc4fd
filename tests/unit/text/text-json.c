// SPDX-License-Identifier: GPL-2.0-only
/* Text as JSON, and what differs between two keys. */
#include "core/text/text-json.h"

#include "unit.h"

static void differ(const char *now, const char *then, const char *want)
{
	json_t *a = json_loads(now, 0, NULL), *b = json_loads(then, 0, NULL);
	char *names = json_differing(a, b);

	assert_string_equal(names, want);
	free(names);
	json_decref(a);
	json_decref(b);
}

static void what_differs_is_named(void **state)
{
	(void)state;
	differ("{\"tree\":\"1\",\"cc\":\"gcc\"}", "{\"cc\":\"gcc\",\"tree\":\"1\"}", "");
	differ("{\"tree\":\"1\",\"cc\":\"gcc\"}", "{\"tree\":\"2\",\"cc\":\"gcc\"}", "tree");
	differ("{\"tree\":\"1\",\"new\":\"x\"}", "{\"old\":\"y\",\"tree\":\"1\"}", "new, old");
	differ("{\"tree\":\"1\"}", "[]", "tree");
}

static void any_bytes_are_text(void **state)
{
	json_t *o = text_json("caf\351.c");

	(void)state;
	assert_string_equal(json_string_value(o), "caf?.c");
	json_decref(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_is_named),
		cmocka_unit_test(any_bytes_are_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

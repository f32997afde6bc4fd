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

static void no_control_is_written(void **state)
{
	json_t *o = json_pack("{s:s}", "a",
			      "\033[1m\x7f\xc2\x9bm\xc2\xa0\xc3\xa4\xef\xbf\xbe");
	struct buf out = { 0 };
	json_t *again;

	(void)state;
	json_add(o, JSON_COMPACT, &out);
	assert_string_equal(out.at, "{\"a\":\"\\u001B[1m\\u007f\\u009bm\xc2\xa0\xc3\xa4\xef\xbf\xbe\"}");
	again = json_loads(out.at, 0, NULL);
	assert_true(json_equal(again, o));
	json_decref(again);
	json_decref(o);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_is_named),
		cmocka_unit_test(any_bytes_are_text),
		cmocka_unit_test(no_control_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

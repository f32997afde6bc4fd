// SPDX-License-Identifier: GPL-2.0-only
/* What a reason names and says; tests/compare/ has whole headers. */
#include "unit.h"

#include "core/compare/reason-words.h"

static void words_are_whole(void **state)
{
	struct span text = span_of("widget_take(): 4 for 4.4, not my_widget_put");

	(void)state;
	assert_true(reason_has_word(text, span_of("widget_take")));
	assert_false(reason_has_word(text, span_of("widget_put")));
	assert_false(reason_has_word(text, span_of("widget")));
	assert_true(reason_has_word(text, span_of("4")));
	assert_false(reason_has_word(span_of("for 4.4"), span_of("4")));
	assert_false(reason_has_word(span_of("for 4.4."), span_of("4")));
	assert_true(reason_has_word(span_of("it is 4."), span_of("4")));
	assert_false(reason_has_word(text, span_of("")));
	assert_true(reason_word_begins(text, span_of("my_wid")));
	assert_false(reason_word_begins(text, span_of("take")));
}

static void files_are_named_with_or_without_folders(void **state)
{
	(void)state;
	assert_true(reason_has_path(span_of("in net/a.c"), span_of("a.c")));
	assert_true(reason_has_path(span_of("a.c: gone"), span_of("a.c")));
	assert_false(reason_has_path(span_of("ba.c b-a.c"), span_of("a.c")));
	assert_false(reason_has_path(span_of("a.cc"), span_of("a.c")));
}

static void hunks_are_named_by_number(void **state)
{
	static const struct {
		const char *text;
		size_t nr;
		bool has;
	} rows[] = {
		{ "hunk 3", 3, true },
		{ "Hunk 3 is", 3, true },
		{ "hunk #3", 3, true },
		{ "hunk 33", 3, false },
		{ "hunks 1, 2 and 5", 2, true },
		{ "hunks 1 and 5", 5, true },
		{ "hunks 2-4", 3, true },
		{ "hunks 2-4", 5, false },
		{ "hunk 2 of 3", 3, false },
		{ "the 3", 3, false },
		{ "hunk", 3, false },
		{ "hunk 99999999999999999999", 3, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(reason_has_hunk(span_of(rows[i].text),
						 rows[i].nr), rows[i].has);
}

static void what_became_of_it_is_told_apart(void **state)
{
	static const struct { const char *text; bool is[3]; } rows[] = {
		[0] = { "f() is not in 4.4", { true, false, false } },
		[1] = { "f() doesn't exist", { true, false, false } },
		[2] = { "a helper is added", { false, true, false } },
		[3] = { "stands before g()", { false, false, true } },
		[4] = { "adjusted context", { false, false, false } },
		[5] = { "notes of renewal", { false, false, false } },
		[6] = { "no functional change", { false, false, false } },
		[7] = { "did not apply cleanly", { false, false, false } },
		[8] = { "not a conflict: not there", { true, false, false } },
		[9] = { "4.4 has no such list", { true, false, false } },
		[10] = { "not applicable to 4.4", { true, false, false } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (int k = SAYS_MISSING; k <= SAYS_MOVED; k++)
			assert_int_equal(reason_says(span_of(rows[i].text),
						     (enum says)k),
					 rows[i].is[k]);
}

static void generic_words_say_nothing(void **state)
{
	static const char *const generic[] = {
		"adjusted context", "widget_take(): adapted for v4.4",
		"refreshed for 4.10.17; the change is the upstream one",
		"Backport to 5.10: resolved minor conflicts in f()", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(generic) / sizeof(*generic); i++)
		assert_true(reason_is_generic(span_of(generic[i])));
	assert_false(reason_is_generic(span_of("f() takes a flag in 4.4")));
	assert_true(reason_is_value(span_of("true")));
	assert_true(reason_is_value(span_of("0x10")));
	assert_true(reason_is_value(span_of("\"a\"")));
	assert_false(reason_is_value(span_of("truth")));
	assert_false(reason_is_value(span_of("<")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_whole),
		cmocka_unit_test(files_are_named_with_or_without_folders),
		cmocka_unit_test(hunks_are_named_by_number),
		cmocka_unit_test(what_became_of_it_is_told_apart),
		cmocka_unit_test(generic_words_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

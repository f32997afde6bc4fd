// SPDX-License-Identifier: GPL-2.0-only
/* Texts that are split into words. */
#include "unit.h"

#include "core/text/strings.h"

static void split(const char *text, const char *between, size_t nr,
		  const char *first, const char *last)
{
	struct strings words = { 0 };

	strings_split(&words, span_of(text), between);
	assert_int_equal(words.nr, nr);
	if (nr) {
		assert_string_equal(words.at[0], first);
		assert_string_equal(words.at[nr - 1], last);
		assert_null(words.at[nr]);
	}
	strings_release(&words);
}

static void words_are_what_is_between(void **state)
{
	(void)state;
	split("", " ", 0, NULL, NULL);
	split(" ,, ", ", ", 0, NULL, NULL);
	split("v4.9", ", ", 1, "v4.9", "v4.9");
	split("v4.9,v4.4", ", ", 2, "v4.9", "v4.4");
	split("\t-m  1G -nodefaults ", " \t", 3, "-m", "-nodefaults");
}

static void a_span_ends_the_last_word(void **state)
{
	struct strings words = { 0 };

	(void)state;
	strings_split(&words, (struct span){ "ab cd", 4 }, " ");
	assert_int_equal(words.nr, 2);
	assert_string_equal(words.at[1], "c");
	strings_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_what_is_between),
		cmocka_unit_test(a_span_ends_the_last_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

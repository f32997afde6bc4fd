// SPDX-License-Identifier: GPL-2.0-only
/* Longest common subsequences. */
#include "unit.h"

#include "core/text/lcs.h"

static void edits_are(const char *a, const char *b, const char *wanted)
{
	uint32_t x[16], y[16];
	size_t na = strlen(a), nb = strlen(b);
	char *edit;

	for (size_t i = 0; i < na; i++)
		x[i] = a[i];
	for (size_t j = 0; j < nb; j++)
		y[j] = b[j];
	edit = lcs_edits(x, na, y, nb);
	assert_string_equal(edit, wanted);
	free(edit);
}

static void edits_keep_what_both_have(void **state)
{
	(void)state;
	edits_are("", "", "");
	edits_are("ab", "", "--");
	edits_are("", "ab", "++");
	edits_are("abc", "abc", "   ");
	edits_are("abc", "axc", " -+ ");
	edits_are("abcd", "bcde", "-   +");
	edits_are("ab", "ba", "- +");
}

static void lengths_are_of_what_follows(void **state)
{
	static const uint32_t a[] = { 1, 2, 3, 4 }, b[] = { 2, 9, 4 };
	uint16_t *len = lcs_lengths(a, 4, b, 3);

	(void)state;
	assert_int_equal(len[0 * 4 + 0], 2);
	assert_int_equal(len[2 * 4 + 0], 1);
	assert_int_equal(len[0 * 4 + 1], 1);
	assert_int_equal(len[3 * 4 + 2], 1);
	assert_int_equal(len[4 * 4 + 0], 0);
	assert_int_equal(len[0 * 4 + 3], 0);
	free(len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_keep_what_both_have),
		cmocka_unit_test(lengths_are_of_what_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Aligning what stands around a change on two sides. */
#include "unit.h"

#include "core/compare/surroundings.h"

/* Items as letters, with a | where the change stands. */
static void read(const char *text, uint32_t *key, struct surroundings *s)
{
	*s = (struct surroundings){ .key = key };
	for (; *text; text++) {
		if (*text == '|')
			s->above = s->nr;
		else
			key[s->nr++] = (uint32_t)*text;
	}
}

/* The item of u that stands on the other side in d; 0 for none. */
static char crosses(const char *u, const char *d)
{
	uint32_t ku[16], kd[16];
	struct surroundings su, sd;
	struct surroundings_pair pair;
	size_t at;
	char item = 0;

	read(u, ku, &su);
	read(d, kd, &sd);
	assert_true(surroundings_align(&pair, &su, &sd));
	if (surroundings_cross(&pair, &at))
		item = (char)ku[at];
	surroundings_release(&pair);
	return item;
}

static void what_stands_on_the_other_side_is_found(void **state)
{
	(void)state;
	assert_int_equal(crosses("ab|cd", "ab|cd"), 0);
	assert_int_equal(crosses("ab|cd", "abc|d"), 'c');
	assert_int_equal(crosses("ab|cd", "a|bcd"), 'b');
	assert_int_equal(crosses("a}|}b", "a}}|b"), '}');
	assert_int_equal(crosses("ab|cd", "xb|cy"), 0);
	assert_int_equal(crosses("ab|cd", "xy|z"), 0);
	assert_int_equal(crosses("|", "|"), 0);
	assert_int_equal(crosses("ab|", "|"), 0);
}

static void a_table_has_its_limit(void **state)
{
	static uint32_t key[3000];
	const struct surroundings s = { key, 3000, 1500 };
	struct surroundings_pair pair;

	(void)state;
	assert_false(surroundings_align(&pair, &s, &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_on_the_other_side_is_found),
		cmocka_unit_test(a_table_has_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

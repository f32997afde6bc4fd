// SPDX-License-Identifier: GPL-2.0-only
/* The names of verdicts, and the worst of them. */
#include "unit.h"

#include "core/verdict/verdict.h"

static const enum verdict from_the_worst[] = {
	BROKEN, VERDICT_ERROR, NO_VERDICT, UNPROVED, SKIPPED, PROVED,
};

#define NR	(sizeof(from_the_worst) / sizeof(*from_the_worst))

static void the_worst_is_one_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR; i++)
		for (size_t k = 0; k < NR; k++)
			assert_int_equal(verdict_is_worse(from_the_worst[i],
							  from_the_worst[k]),
					 i < k);
}

static void each_has_a_name(void **state)
{
	enum verdict v;

	(void)state;
	for (size_t i = 0; i < NR; i++) {
		assert_true(verdict_of(verdict_name(from_the_worst[i]), &v));
		assert_int_equal(v, from_the_worst[i]);
	}
	assert_false(verdict_of("good", &v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worst_is_one_order),
		cmocka_unit_test(each_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Optimal assignment, against trying every permutation. */
#include "unit.h"

#include "core/compare/assign.h"

#define MOST 7

/* The least sum over every way to give the rows from row on a free column. */
static long long brute(const struct costs *c, size_t row, unsigned int taken)
{
	long long best = 1LL << 60;

	if (row == c->rows)
		return 0;
	for (size_t col = 0; col < c->cols; col++) {
		long long sum;

		if (taken & 1u << col)
			continue;
		sum = c->cost[row * c->cols + col] +
		      brute(c, row + 1, taken | 1u << col);
		if (sum < best)
			best = sum;
	}
	return best;
}

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void agrees_with_every_permutation(void **state)
{
	unsigned int seed = 5;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		int cost[MOST * MOST];
		size_t column[MOST];
		struct costs c = { .cost = cost };
		int range = round % 3 ? 1000 : 4;
		unsigned int taken = 0;

		c.cols = 1 + next_random(&seed) % MOST;
		c.rows = 1 + next_random(&seed) % c.cols;
		for (size_t i = 0; i < c.rows * c.cols; i++)
			cost[i] = (int)(next_random(&seed) % range) - range / 3;
		assert_true(assign_columns(&c, column) == brute(&c, 0, 0));
		for (size_t row = 0; row < c.rows; row++) {
			assert_true(column[row] < c.cols);
			assert_false(taken & 1u << column[row]);
			taken |= 1u << column[row];
		}
	}
}

static void the_greedy_choice_is_not_taken(void **state)
{
	/* Row 0 likes column 0 best, but row 1 can take nothing else. */
	const int cost[] = { 1, 2, 1, 100 };
	const struct costs c = { 2, 2, cost };
	size_t column[2];

	(void)state;
	assert_true(assign_columns(&c, column) == 3);
	assert_int_equal(column[0], 1);
	assert_int_equal(column[1], 0);
}

static void no_rows_cost_nothing(void **state)
{
	const struct costs c = { 0, 3, NULL };

	(void)state;
	assert_true(assign_columns(&c, NULL) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_every_permutation),
		cmocka_unit_test(the_greedy_choice_is_not_taken),
		cmocka_unit_test(no_rows_cost_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

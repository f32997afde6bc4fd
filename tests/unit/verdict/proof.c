// SPDX-License-Identifier: GPL-2.0-only
/* Every combination of outcomes against the rule as HACKING has it. */
#include "row.h"

/* All 5^6 stages of one fix. */
static void stages_that_are_not_as_wanted_prove_nothing(void **state)
{
	static const char outcomes[] = "PFES-";
	char head[] = "PP", before[] = "PFSS", after[] = "PPPP", reason[300];
	struct row row = { head, { before, after }, 1, PROVED, "" };
	long proved = 0;

	(void)state;
	for (long i = 0; i < 15625; i++) {
		char *const letter[] = { &head[0], &head[1], &before[0],
					 &before[1], &after[0], &after[1] };
		long n = i;

		for (int k = 0; k < 6; k++, n /= 5)
			*letter[k] = outcomes[n % 5];
		proved += judge(&row, reason, sizeof(reason)) == PROVED;
	}
	assert_int_equal(proved, 1);
}

/* The rule, plainly. */
static bool is_proof(char mode[][MODES + 3], size_t nr_steps, size_t own)
{
	bool fails = false;

	for (size_t m = 0; m < MODES; m++) {
		bool all = true;

		for (size_t k = 0; k < nr_steps; k++) {
			char letter = mode[k][2 + m];

			if (letter == 'D' || letter == 'E')
				return false;
			if (k >= own && letter != 'P')
				return false;
			if (k < own && letter != 'S')
				all = false;
		}
		fails = fails || all;
	}
	return fails;
}

/* Each mode of each step comes out in each of these ways. */
static void each_combination(size_t nr_steps, const char *boots)
{
	const size_t nr_boots = strlen(boots);
	char step[STEPS][MODES + 3], reason[300];
	struct row row = { "PP", { NULL }, 0, PROVED, "" };
	long proved = 0, nr = 1;

	for (size_t k = 0; k < nr_steps; k++) {
		strcpy(step[k], "P=PP");
		row.step[k] = step[k];
		for (size_t m = 0; m < MODES; m++)
			nr *= nr_boots;
	}
	for (long i = 0; i < nr; i++) {
		long n = i;

		for (size_t k = 0; k < nr_steps * MODES; k++, n /= nr_boots)
			step[k / MODES][2 + k % MODES] = boots[n % nr_boots];
		for (row.own = 1; row.own < nr_steps; row.own++) {
			bool is = judge(&row, reason, sizeof(reason)) == PROVED;

			if (is && !is_proof(step, nr_steps, row.own))
				fail_msg("fix %zu of %s %s %s is proved",
					 row.own, step[0], step[1], step[2]);
			proved += is;
		}
	}
	assert_true(proved > 0);
}

static void only_the_rule_proves(void **state)
{
	(void)state;
	each_combination(2, "SPFEDK");
	each_combination(3, "SPFEDK");
	each_combination(4, "SPF");
}

static void two_fixes_are_never_turned_by_one_step(void **state)
{
	static const char letters[] = "SP";
	char step[4][5], reason[300];
	struct row row = { "PP", { step[0], step[1], step[2], step[3] }, 0,
			   PROVED, "" };

	(void)state;
	for (int i = 0; i < 256; i++) {
		int proved = 0;

		for (int k = 0; k < 4; k++)
			snprintf(step[k], sizeof(step[k]), "P=%c%c",
				 letters[i >> 2 * k & 1],
				 letters[i >> (2 * k + 1) & 1]);
		for (row.own = 1; row.own < 4; row.own++)
			proved += judge(&row, reason, sizeof(reason)) == PROVED;
		/* two fixes with one check: it turns at one step */
		assert_true(proved <= 1);
	}
}

/* All that proves, but for what each case changes. */
static void results_that_do_not_belong_together_prove_nothing(void **state)
{
	static const struct row good = { "PP", { "P=SS", "P=SS", "P=PP",
						 "P=PP" }, 2, PROVED, "" };
	static const char *const wanted[] = {
		"build.before is of another tree than the series makes",
		"build.step1 is of another tree", "build.after is of another",
		"boot.before is of another kernel than the last build",
		"boot.step2 is of another kernel",
		"boot.after is of another kernel", "a patch changed",
	};
	static const char *const image[] = { "i", "j", "k", "l" };
	char reason[300];

	(void)state;
	for (int i = -1; i < 7; i++) {
		struct room r;

		make(&r, &good);
		for (int k = 0; k < 4; k++) {
			r.step[k].applied = r.step[k].built = "t";
			r.step[k].image = r.step[k].booted = image[k];
		}
		if (i == 0)
			r.step[0].built = "u";
		else if (i == 1)
			r.step[1].applied = "u";
		else if (i == 2)
			r.step[3].built = "";
		else if (i == 3)
			r.step[0].booted = "j";
		else if (i == 4)
			r.step[2].image = NULL;
		else if (i == 5)
			r.step[3].booted = "";
		else if (i == 6)
			r.e.doubt = "a patch changed";
		assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)),
				 i < 0 ? PROVED : NO_VERDICT);
		assert_true(i < 0 || strstr(reason, wanted[i]));
	}
}

/* Complaints before the check are compared with those of the step before. */
static void complaints_only_with_the_fix_break_it(void **state)
{
	static const struct row rows[] = {
		{ "PP", { "P=SS", "P=PP" }, 1, PROVED, "" },
		{ "PP", { "P=SS", "P=SS", "P=PP", "P=PP" }, 2, PROVED, "" },
	};
	char reason[300];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct room r;
		size_t own = rows[i].own;

		make(&r, &rows[i]);
		for (size_t k = 0; k < r.e.nr_steps; k++)
			r.mode[k][1].nr_early = k < own - 1 ? 1 : 2;
		assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)),
				 PROVED);
		r.mode[r.e.nr_steps - 1][1].nr_early = 3;
		if (i)
			assert_int_equal(fix_judge(&r.e, reason,
						   sizeof(reason)), PROVED);
		r.mode[own][1].nr_early = 3;
		assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)),
				 BROKEN);
		assert_non_null(strstr(reason,
				       "3 times with the fix, 2 without"));
	}
}

static void modes_of_other_names_are_not_the_same(void **state)
{
	static const struct row good = { "PP", { "P=SS", "P=PP", "P=PP" }, 1,
					 PROVED, "" };
	char reason[300];
	struct room r;

	(void)state;
	make(&r, &good);
	r.mode[2][1].mode = "kasan";
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), NO_VERDICT);
	assert_non_null(strstr(reason, "not every mode has a boot at after"));
}

static void no_modes_prove_nothing(void **state)
{
	static const struct row none = { "PP", { "PP", "PP" }, 1, PROVED, "" };
	char reason[300];
	struct room r;

	(void)state;
	make(&r, &none);
	r.e.nr_modes = 0;
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), NO_VERDICT);
}

static void the_worst_outcome_counts(void **state)
{
	(void)state;
	assert_int_equal(outcome_worst(PASS, SKIP), SKIP);
	assert_int_equal(outcome_worst(FAIL, SKIP), FAIL);
	assert_int_equal(outcome_worst(FAIL, ERROR), ERROR);
	assert_int_equal(outcome_worst(PASS, PASS), PASS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stages_that_are_not_as_wanted_prove_nothing),
		cmocka_unit_test(only_the_rule_proves),
		cmocka_unit_test(two_fixes_are_never_turned_by_one_step),
		cmocka_unit_test(
			results_that_do_not_belong_together_prove_nothing),
		cmocka_unit_test(complaints_only_with_the_fix_break_it),
		cmocka_unit_test(modes_of_other_names_are_not_the_same),
		cmocka_unit_test(no_modes_prove_nothing),
		cmocka_unit_test(the_worst_outcome_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

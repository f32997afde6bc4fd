// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verdict as a table, and every combination of outcomes against the one
 * rule that matters.
 */
#include "unit.h"

#include <stdio.h>

#include "core/verdict/verdict.h"

/*
 * P F E S: an outcome; -: no result. Stages: tree apply build.before
 * build.after boot.before boot.after
 */
static struct stage_state state_of(char letter)
{
	static const char letters[] = "PSFE";
	const char *at = strchr(letters, letter);
	struct stage_state w = { .reason = "why" };

	if (at && letter) {
		w.there = true;
		w.outcome = at - letters;
	}
	return w;
}

/*
 * A mode: S fails with the signature, F fails otherwise, P passes, E error, D
 * differs from boot to boot.
 */
static struct mode_result mode_of(char letter)
{
	struct mode_result m = { .mode = "plain", .boots = 3, .reason = "why" };

	m.outcome = letter == 'P' ? PASS : letter == 'E' ? ERROR : FAIL;
	m.passed = letter == 'P' ? 3 : letter == 'D' ? 2 : 0;
	m.signature = letter == 'S';
	m.differ = letter == 'D';
	return m;
}

/* The states that prove: all PASS, but the boot without the fix. */
static void fill_proving(struct stage_state *stage)
{
	for_each_judged_stage(i, 2)
		stage[i] = state_of(i == stage_boot(0, 2) ? 'F' : 'P');
}

struct row {
	const char *stages, *before, *after;
	enum verdict verdict;
	const char *reason;	/* part of it */
};

static enum verdict judge(const struct row *row, char *reason, size_t size)
{
	struct mode_result before[4], after[4];
	struct stage_state stage[7];
	struct evidence e = { .nr_steps = 2, .stage = stage,
			      .before.mode = before, .after.mode = after,
			      .nr_modes = 2 };
	const char *letter = row->stages;

	for_each_judged_stage(i, 2)
		stage[i] = state_of(*letter++);
	for (const char *s = row->before; *s; s++)
		before[e.before.nr++] = mode_of(*s);
	for (const char *s = row->after; *s; s++)
		after[e.after.nr++] = mode_of(*s);
	return verdict_judge(&e, reason, size);
}

static const struct row table[] = {
	{ "PPPPFP", "SS", "PP", PROVED, "in 2 modes" },
	/* without the fix it has to fail, and as the signature says */
	{ "PPPPPP", "SS", "PP", NO_VERDICT, "not every mode" },
	{ "PPPPFF", "SS", "PP", NO_VERDICT, "not every mode" },
	{ "PPPPPP", "PP", "PP", UNPROVED, "passes without the fix" },
	{ "PPPPFP", "SP", "PP", UNPROVED, "passes without the fix" },
	{ "PPPPFP", "SF", "PP", UNPROVED, "otherwise than" },
	{ "PPPPFP", "FS", "PP", UNPROVED, "otherwise than" },
	/* flaky is not proved */
	{ "PPPPFP", "SD", "PP", UNPROVED, "2 of 3 boots without" },
	{ "PPPPFF", "SS", "PD", UNPROVED, "2 of 3 boots with the" },
	{ "PPPPFF", "SS", "FD", BROKEN, "boot.after fails" },
	/* a stage of after fails */
	{ "PF----", "", "", BROKEN, "apply fails: why" },
	{ "PFSSSS", "", "", BROKEN, "apply fails" },
	{ "PPPFFS", "SS", "", BROKEN, "build.after fails" },
	{ "PPPPFF", "SS", "PF", BROKEN, "boot.after fails" },
	{ "PPPPFE", "SS", "FE", BROKEN, "boot.after fails" },
	{ "PPPPEF", "EE", "FF", BROKEN, "boot.after fails" },
	{ "PPFFSS", "", "", BROKEN, "with the fix or without" },
	/* the kernel without the fix does not build */
	{ "PPFPSP", "", "PP", UNPROVED, "does not build" },
	{ "PPFP-P", "", "PP", UNPROVED, "does not build" },
	/* ours */
	{ "PPEP-P", "", "PP", VERDICT_ERROR, "build.before: why" },
	{ "PPPEFS", "SS", "", VERDICT_ERROR, "build.after: why" },
	{ "PPPPEP", "SE", "PP", VERDICT_ERROR, "boot.before: why" },
	{ "PPPPFE", "SS", "PE", VERDICT_ERROR, "boot.after: why" },
	{ "PEPPFP", "SS", "PP", VERDICT_ERROR, "apply: why" },
	{ "EPPPFP", "SS", "PP", VERDICT_ERROR, "tree: why" },
	{ "FPPPFP", "SS", "PP", VERDICT_ERROR, "tree: why" },
	/* not run is not passed */
	{ "------", "", "", NO_VERDICT, "tree has no result" },
	{ "PPPPF-", "SS", "", NO_VERDICT, "boot.after has no result" },
	{ "PPPP-P", "", "PP", NO_VERDICT, "boot.before has no result" },
	{ "P-PPFP", "SS", "PP", NO_VERDICT, "apply has no result" },
	{ "S-----", "", "", SKIPPED, "tree: why" },
	{ "SSSSSS", "", "", SKIPPED, "tree: why" },
	{ "PPPPSS", "", "", SKIPPED, "boot.before: why" },
	/* outcomes without the boots that they are made of */
	{ "PPPPFP", "", "", NO_VERDICT, "not every mode" },
	{ "PPPPFP", "S", "PP", NO_VERDICT, "not every mode" },
	{ "PPPPFP", "SS", "P", NO_VERDICT, "not every mode" },
	{ "PPPPFP", "SS", "PE", NO_VERDICT, "not every mode" },
};

static void rows_are_judged_as_written(void **state)
{
	char reason[300];

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		enum verdict v = judge(&table[i], reason, sizeof(reason));

		if (v != table[i].verdict || !strstr(reason, table[i].reason))
			fail_msg("%s %s/%s is %s: %s", table[i].stages,
				 table[i].before, table[i].after,
				 verdict_name(v), reason);
	}
}

/* All 5^6 stages times 5^3 boots: one combination of them is proved. */
static void one_combination_proves(void **state)
{
	static const char outcomes[] = "PFES-", boots[] = "SPFED";
	char stages[] = "PPPPPP", before[] = "SS", after[] = "PP";
	struct row row = { stages, before, after, PROVED, "" };
	char reason[300];
	long proved = 0;

	(void)state;
	for (long i = 0; i < 15625L * 125; i++) {
		long n = i;

		for (int k = 0; k < 6; k++, n /= 5)
			stages[k] = outcomes[n % 5];
		for (int k = 0; k < 3; k++, n /= 5)
			*(k < 2 ? &before[k] : &after[1]) = boots[n % 5];
		if (judge(&row, reason, sizeof(reason)) != PROVED)
			continue;
		proved++;
		assert_string_equal(before, "SS");
		assert_string_equal(after, "PP");
		assert_string_equal(stages, "PPPPFP");
	}
	assert_int_equal(proved, 1);
}

static void no_modes_prove_nothing(void **state)
{
	struct stage_state stage[7];
	struct evidence e = { .nr_steps = 2, .stage = stage };
	char reason[300];

	(void)state;
	fill_proving(stage);
	assert_int_equal(verdict_judge(&e, reason, sizeof(reason)),
			 NO_VERDICT);
}

/* All that proves, but for what each case changes. */
static void results_that_do_not_belong_together_prove_nothing(void **state)
{
	struct mode_result before = mode_of('S'), after = mode_of('P');
	struct stage_state stage[7];
	const struct evidence good = {
		.nr_steps = 2, .stage = stage,
		.before = { "t0", "t0", "i0", "i0", &before, 1 },
		.after = { "t1", "t1", "i1", "i1", &after, 1 },
		.nr_modes = 1,
	};
	struct evidence e[6];
	const char *const wanted[] = {
		"build.before is of another tree", "build.after is of another tree",
		"boot.before is of another kernel",
		"boot.after is of another kernel",
		"boot.after is of another kernel", "a patch changed",
	};
	char reason[300];

	(void)state;
	fill_proving(stage);
	for (int i = 0; i < 6; i++) {
		e[i] = good;
		assert_int_equal(verdict_judge(&e[i], reason, sizeof(reason)),
				 PROVED);
	}
	e[0].before.built = "t1";
	e[1].after.applied = "t2";
	e[2].before.booted = "i1";
	e[3].after.image = NULL;
	e[4].after.booted = "";
	e[5].doubt = "a patch changed";
	for (int i = 0; i < 6; i++) {
		assert_int_equal(verdict_judge(&e[i], reason, sizeof(reason)),
				 NO_VERDICT);
		assert_non_null(strstr(reason, wanted[i]));
	}
}

static void complaints_only_with_the_fix_break_it(void **state)
{
	struct mode_result before = mode_of('S'), after = mode_of('P');
	struct stage_state stage[7];
	struct evidence e = { .nr_steps = 2, .stage = stage,
			      .before = { .mode = &before, .nr = 1 },
			      .after = { .mode = &after, .nr = 1 },
			      .nr_modes = 1 };
	char reason[300];

	(void)state;
	fill_proving(stage);
	before.nr_early = after.nr_early = 2;
	assert_int_equal(verdict_judge(&e, reason, sizeof(reason)), PROVED);
	after.nr_early = 3;
	assert_int_equal(verdict_judge(&e, reason, sizeof(reason)), BROKEN);
	assert_non_null(strstr(reason, "3 times with the fix, 2 without"));
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
		cmocka_unit_test(rows_are_judged_as_written),
		cmocka_unit_test(one_combination_proves),
		cmocka_unit_test(no_modes_prove_nothing),
		cmocka_unit_test(
			results_that_do_not_belong_together_prove_nothing),
		cmocka_unit_test(complaints_only_with_the_fix_break_it),
		cmocka_unit_test(the_worst_outcome_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

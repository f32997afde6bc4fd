// SPDX-License-Identifier: GPL-2.0-only
/* A fix of a bug that an earlier fix of the series brings in. */
#include "row.h"

/* from: the first step with the bug. */
static const struct { size_t from; struct row row; } corrections[] = {
	{ 1, { "PP", { "P=PP", "P=SS", "P=PP" }, 2, PROVED,
	  "fails from step1 on, where 'a' brings its bug in, and passes with "
	  "it, in 2 modes, at 3 steps" } },
	{ 1, { "PP", { "P=PP", "P=SP", "P=PP" }, 2, PROVED,
	  "fails in plain from step1 on, where 'a' brings its bug in, and" } },
	{ 1, { "PP", { "P=SS", "P=SS", "P=PP" }, 2, PROVED, "from step1" } },
	{ 2, { "PP", { "P=PP", "P=PP", "P=SS", "P=PP", "P=PP" }, 3, PROVED,
	  "from step2 on, where 'b'" } },
	{ 1, { "PP", { "P=PP", "P=PP", "P=PP" }, 2, UNPROVED, "plain: the "
	  "check passes at step1, with the fix 'a' that is to bring its bug" } },
	{ 1, { "PP", { "P=SS", "P=PP", "P=PP" }, 2, UNPROVED, "at step1" } },
	{ 1, { "PP", { "P=PP", "P=SS", "P=PP", "P=PP" }, 3, UNPROVED,
	  "passes at step2 already: the fix 'b' turns it" } },
	{ 1, { "PP", { "P=PP", "P=FF", "P=PP" }, 2, UNPROVED, "plain: at "
	  "step1, with the fix 'a', it fails otherwise than the fix's" } },
	{ 1, { "PP", { "P=PP", "P=SS", "P=SS" }, 2, BROKEN, "after fails" } },
	{ 1, { "PP", { "P=PP", "F-", "P=PP" }, 2, UNPROVED, "not build" } },
	{ 1, { "PP", { "P=PD", "P=SS", "P=PP" }, 2, UNPROVED, "flaky" } },
	{ 1, { "PP", { "P=PP", "--", "P=PP" }, 2, NO_VERDICT, "only the first "
	  "and the last step were run, and the fix 'a' brings its bug in" } },
};

static void corrections_are_judged_as_written(void **state)
{
	struct room r;
	char reason[300];

	(void)state;
	for (size_t i = 0; i < sizeof(corrections) / sizeof(*corrections);
	     i++) {
		const struct row *row = &corrections[i].row;

		make(&r, row);
		r.e.from = corrections[i].from;
		if (fix_judge(&r.e, reason, sizeof(reason)) != row->verdict ||
		    !strstr(reason, row->reason))
			fail_msg("row %zu: %s", i, reason);
	}
}

/* Which takes back what the other did, so that its kernel is the first one. */
static void a_correction_may_be_a_revert(void **state)
{
	const struct row row = { "PP", { "P=PP", "P=SS", "P=PP" }, 2, PROVED,
				 "" };
	struct room r;
	char reason[300];

	(void)state;
	make(&r, &row);
	r.e.from = 1;
	for (size_t k = 0; k < r.e.nr_steps; k++)
		r.mode[k][0].kernel = k == 1 ? "with" : "not";
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), PROVED);
	r.mode[1][0].kernel = "not";
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), UNPROVED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corrections_are_judged_as_written),
		cmocka_unit_test(a_correction_may_be_a_revert),
	};

	return cmocka_run_group_tests_name("corrections", tests, NULL, NULL);
}

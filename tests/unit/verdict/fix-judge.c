// SPDX-License-Identifier: GPL-2.0-only
/* The verdict of a fix as a table. */
#include "row.h"

/* One fix: two steps. */
static const struct row one_fix[] = {
	{ "PP", { "P=SS", "P=PP" }, 1, PROVED,
	  "fails without the fix and passes with it, in 2 modes" },
	/* a mode that fails before is enough, and is named */
	{ "PP", { "P=SP", "P=PP" }, 1, PROVED,
	  "fails without the fix in plain and passes with it, in 2 modes" },
	{ "PP", { "P=PS", "P=PP" }, 1, PROVED, "in poison and passes" },
	{ "PP", { "P=SF", "P=PP" }, 1, PROVED, "in plain and passes" },
	{ "PP", { "P=SK", "P=PP" }, 1, PROVED, "in plain and passes" },
	/* without the fix it has to fail, and as the signature says */
	{ "PP", { "PPSS", "P=PP" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=SS", "PFPP" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=PP", "P=PP" }, 1, UNPROVED,
	  "plain: the check passes without the fix" },
	{ "PP", { "P=FP", "P=PP" }, 1, UNPROVED, "plain: without the fix it "
	  "fails otherwise than the fix's signature: because" },
	{ "PP", { "P=PF", "P=PP" }, 1, UNPROVED, "passes without the fix" },
	{ "PP", { "P=KP", "P=PP" }, 1, SKIPPED, "boot.before: why" },
	{ "PP", { "P=KF", "P=PP" }, 1, UNPROVED,
	  "plain: at before the check does not fail, it says SKIP: because" },
	/* flaky is not proved */
	{ "PP", { "P=SD", "P=PP" }, 1, UNPROVED, "2 of 3 boots without" },
	{ "PP", { "P=SS", "P=PD" }, 1, UNPROVED, "2 of 3 boots with the" },
	{ "PP", { "P=SS", "P=FD" }, 1, BROKEN, "boot.after fails" },
	/* every mode passes with the fix */
	{ "PP", { "P=SS", "P=PK" }, 1, SKIPPED, "boot.after: why" },
	{ "PP", { "P=SS", "P=PS" }, 1, BROKEN, "boot.after fails: why" },
	/* a stage with the fix fails */
	{ "PF", { "--", "--" }, 1, BROKEN, "apply fails: why" },
	{ "PF", { "SS", "SS" }, 1, BROKEN, "apply fails" },
	{ "PP", { "P=SS", "FS" }, 1, BROKEN, "build.after fails: why" },
	{ "PP", { "P=SS", "P=PF" }, 1, BROKEN, "boot.after fails" },
	{ "PP", { "P=SS", "P=FE" }, 1, BROKEN, "boot.after fails" },
	{ "PP", { "P=EE", "P=FF" }, 1, BROKEN, "boot.after fails" },
	{ "PP", { "FS", "FS" }, 1, BROKEN,
	  "does not build, with the fix or without: why" },
	/* the kernel without the fix does not build */
	{ "PP", { "FS", "P=PP" }, 1, UNPROVED,
	  "without the fix it does not build, so its check cannot fail: why" },
	{ "PP", { "F-", "P=PP" }, 1, UNPROVED, "does not build" },
	/* ours */
	{ "PP", { "E-", "P=PP" }, 1, VERDICT_ERROR, "build.before: why" },
	{ "PP", { "P=SS", "ES" }, 1, VERDICT_ERROR, "build.after: why" },
	{ "PP", { "P=SE", "P=PP" }, 1, VERDICT_ERROR, "boot.before: why" },
	{ "PP", { "P=SS", "P=PE" }, 1, VERDICT_ERROR, "boot.after: why" },
	{ "PP", { "PESS", "P=PP" }, 1, VERDICT_ERROR, "boot.before: why" },
	{ "PE", { "P=SS", "P=PP" }, 1, VERDICT_ERROR, "apply: why" },
	{ "EP", { "P=SS", "P=PP" }, 1, VERDICT_ERROR, "tree: why" },
	{ "FP", { "P=SS", "P=PP" }, 1, VERDICT_ERROR, "tree: why" },
	/* not run is not passed */
	{ "--", { "--", "--" }, 1, NO_VERDICT, "tree has no result" },
	{ "PP", { "P=SS", "P-" }, 1, NO_VERDICT, "boot.after has no result" },
	{ "PP", { "P-", "P=PP" }, 1, NO_VERDICT, "boot.before has no result" },
	{ "P-", { "P=SS", "P=PP" }, 1, NO_VERDICT, "apply has no result" },
	{ "S-", { "--", "--" }, 1, SKIPPED, "tree: why" },
	{ "SS", { "SS", "SS" }, 1, SKIPPED, "tree: why" },
	{ "PP", { "PS", "PS" }, 1, SKIPPED, "boot.before: why" },
	/* outcomes without the boots that they are made of */
	{ "PP", { "PF", "PP" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=S", "P=PP" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=SS", "P=P" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=SS", "PPPE" }, 1, NO_VERDICT, "not every mode" },
	{ "PP", { "P=SS", "P=PP" }, 0, UNPROVED, "no patch of this fix" },
};

/* Several fixes, judged for one of them. */
static const struct row more_fixes[] = {
	{ "PP", { "P=SS", "P=PP", "P=PP" }, 1, PROVED,
	  "fails without the fix and passes with it, in 2 modes, at 3 steps" },
	{ "PP", { "P=SS", "P=SS", "P=PP" }, 2, PROVED, "at 3 steps" },
	{ "PP", { "P=SS", "P=SS", "P=PP", "P=PP", "P=PP" }, 2, PROVED,
	  "at 5 steps" },
	/* other checks fail, and are wrong, in the same boots */
	{ "PP", { "PFSS", "PFPP", "PEPP" }, 1, PROVED, "" },
	{ "PP", { "PESS", "PESS", "PEPP" }, 2, PROVED, "" },
	{ "PP", { "PSSS", "P=PP", "P=PP" }, 1, SKIPPED, "boot.before: why" },
	/* one mode is enough, but it has to be the same at each step */
	{ "PP", { "P=SP", "P=SP", "P=PP" }, 2, PROVED, "in plain and" },
	{ "PP", { "P=SP", "P=PS", "P=PP" }, 2, UNPROVED,
	  "plain: the check passes at step1 already: the fix 'a' turns it" },
	/* turned by an earlier fix */
	{ "PP", { "P=SS", "P=PP", "P=PP" }, 2, UNPROVED,
	  "plain: the check passes at step1 already: the fix 'a' turns it" },
	{ "PP", { "P=SS", "P=SS", "P=PP", "P=PP" }, 3, UNPROVED,
	  "passes at step2 already: the fix 'b' turns it" },
	{ "PP", { "P=SS", "P=PP", "P=SS", "P=PP" }, 3, UNPROVED,
	  "passes at step1 already: the fix 'a' turns it" },
	{ "PP", { "P=PS", "P=PP", "P=PP" }, 2, UNPROVED,
	  "poison: the check passes at step1 already" },
	{ "PP", { "P=SS", "P=FF", "P=PP" }, 2, UNPROVED, "plain: at step1, "
	  "with the fix 'a', it fails otherwise than the fix's signature" },
	{ "PP", { "P=PP", "P=SS", "P=PP" }, 2, UNPROVED,
	  "plain: the check passes without the fix" },
	{ "PP", { "P=SS", "P=KK", "P=PP" }, 2, SKIPPED,
	  "boot.step1: plain: because" },
	{ "PP", { "P=SS", "P=KP", "P=PP" }, 2, SKIPPED,
	  "boot.step1: plain: because" },
	/* turned by a later one */
	{ "PP", { "P=SS", "P=SS", "P=PP" }, 1, UNPROVED, "plain: the check "
	  "fails with the fix and passes from after on: the fix 'b' turns it" },
	{ "PP", { "P=SS", "P=FP", "P=PP", "P=PP" }, 1, UNPROVED,
	  "passes from step2 on: the fix 'b' turns it" },
	{ "PP", { "P=SS", "P=SS", "P=SS", "P=PP" }, 1, UNPROVED,
	  "the fix 'c' turns it" },
	/* never passes, or not for long */
	{ "PP", { "P=SS", "P=SS", "P=SS" }, 1, BROKEN,
	  "boot.step1 fails: plain: because" },
	{ "PP", { "P=SS", "P=SS", "P=SS" }, 2, BROKEN,
	  "boot.after fails: plain: because" },
	{ "PP", { "P=SS", "P=PP", "P=PF" }, 1, BROKEN, "boot.after fails, "
	  "the step of the fix 'b': poison: because" },
	{ "PP", { "P=SS", "P=PP", "P=SS", "P=PP" }, 1, BROKEN,
	  "boot.step2 fails, the step of the fix 'b'" },
	{ "PP", { "P=SS", "P=SF", "P=PF" }, 1, BROKEN, "poison: because" },
	/* the steps between were not run: it may be any of the fixes */
	{ "PP", { "P=SS", "--", "P=PF" }, 1, BROKEN, "boot.after fails: "
	  "poison: because; --quick cannot tell which fix it is, run without" },
	{ "PP", { "P=SS", "--", "F-" }, 2, BROKEN, "build.after fails: "
	  "why; --quick cannot tell which fix it is, run without it" },
	/* flaky at any step */
	{ "PP", { "P=SD", "P=PP", "P=PP" }, 1, UNPROVED,
	  "poison: flaky, 2 of 3 boots at before pass" },
	{ "PP", { "P=SS", "P=SD", "P=PP" }, 2, UNPROVED, "at step1 pass" },
	{ "PP", { "P=SS", "P=PP", "P=DP" }, 1, UNPROVED, "at after pass" },
	/* a step that does not build: whose it is */
	{ "PP", { "P=SS", "P=PP", "FS" }, 1, BROKEN,
	  "build.after fails, the step of the fix 'b': why" },
	{ "PP", { "P=SS", "P=SS", "FS" }, 2, BROKEN, "build.after fails: why" },
	{ "PP", { "P=SS", "F-", "P=PP" }, 1, BROKEN, "build.step1 fails: why" },
	{ "PP", { "P=SS", "F-", "P=PP" }, 2, UNPROVED, "step1, the step of the "
	  "fix 'a', does not build, so the check cannot fail there: why" },
	{ "PP", { "P=SS", "F-", "F-" }, 2, BROKEN,
	  "build.step1 fails, the step of the fix 'a'" },
	{ "PP", { "F-", "P=SS", "P=PP" }, 2, UNPROVED,
	  "without the fix it does not build" },
	{ "PP", { "F-", "P=PP", "P=PP" }, 1, UNPROVED, "does not build" },
	{ "PP", { "F-", "F-", "F-" }, 2, BROKEN, "with the fix or without" },
	{ "PP", { "F-", "F-", "P=PP" }, 1, BROKEN, "with the fix or without" },
	/* ours, at any step */
	{ "PP", { "P=SE", "P=PP", "P=PP" }, 1, VERDICT_ERROR,
	  "boot.before: poison: because" },
	{ "PP", { "P=SS", "P=PP", "P=PE" }, 1, VERDICT_ERROR,
	  "boot.after: poison: because" },
	{ "PP", { "P=SS", "E-", "P=PP" }, 2, VERDICT_ERROR,
	  "build.step1: why" },
	{ "PP", { "P=SS", "P=PK", "P=PP" }, 1, SKIPPED,
	  "boot.step1: poison: because" },
	/* missing steps */
	{ "PP", { "P=SS", "P-", "P=PP" }, 1, NO_VERDICT,
	  "boot.step1 has no result" },
	{ "PP", { "P=SS", "P=PP", "--" }, 1, NO_VERDICT,
	  "build.after has no result" },
	{ "PP", { "P=SS", "P=P", "P=PP" }, 1, NO_VERDICT,
	  "not every mode has a boot at step1" },
	{ "PP", { "P=SS", "PP", "P=PP" }, 1, NO_VERDICT, "at step1" },
	{ "PP", { "P=SS", "--", "P=PP", "P=PP" }, 3, NO_VERDICT,
	  "build.step1 has no result" },
	/* the first and the last step alone prove nothing of one fix */
	{ "PP", { "P=SS", "--", "P=PP" }, 1, NO_VERDICT,
	  "only the first and the last step were run" },
	{ "PP", { "P=SP", "--", "--", "P=PP" }, 2, NO_VERDICT, "only the" },
	{ "PP", { "P=PP", "--", "P=PP" }, 1, UNPROVED, "passes without" },
	{ "PP", { "P=SS", "--", "P=FF" }, 1, BROKEN,
	  "boot.after fails: plain: because" },
	{ "PP", { "P=SS", "--", "FS" }, 1, BROKEN, "build.after fails: why" },
	{ "PP", { "P=SD", "--", "P=PP" }, 1, UNPROVED, "flaky" },
	{ "PP", { "P=SS", "--", "P-" }, 1, NO_VERDICT, "boot.after has no" },
};

static void judge_all(const struct row *row, size_t nr)
{
	char reason[300];

	for (size_t i = 0; i < nr; i++) {
		enum verdict v = judge(&row[i], reason, sizeof(reason));

		if (v != row[i].verdict || !strstr(reason, row[i].reason))
			fail_msg("row %zu (%s) is %s: %s", i, row[i].reason,
				 verdict_name(v), reason);
	}
}

static void one_fix_is_judged_as_written(void **state)
{
	(void)state;
	judge_all(one_fix, sizeof(one_fix) / sizeof(*one_fix));
}

static void more_fixes_are_judged_as_written(void **state)
{
	(void)state;
	judge_all(more_fixes, sizeof(more_fixes) / sizeof(*more_fixes));
}

/* A proof in which one mode of a step was booted by that accelerator. */
static enum verdict judge_booted_by(const char *accel, size_t step,
				    const char *last, char reason[300])
{
	const struct row row = { "PP", { "P=SS", "P=PP", last }, 1, PROVED,
				 "" };
	struct room r;

	make(&r, &row);
	for (size_t k = 0; k < r.e.nr_steps; k++)
		for (size_t i = 0; i < MODES; i++)
			r.mode[k][i].accel = "tcg";
	r.mode[step][1].accel = accel;
	return fix_judge(&r.e, reason, 300);
}

static void steps_are_booted_alike(void **state)
{
	char reason[300];

	(void)state;
	assert_int_equal(judge_booted_by("tcg", 1, "P=PP", reason), PROVED);
	assert_int_equal(judge_booted_by("kvm", 1, "P=PP", reason), UNPROVED);
	assert_non_null(strstr(reason, "poison: booted by kvm at step1, by tcg before"));
	assert_int_equal(judge_booted_by("kvm", 0, "P=PP", reason), UNPROVED);
	assert_int_equal(judge_booted_by(NULL, 2, "P=PP", reason), UNPROVED);
	assert_int_equal(judge_booted_by("kvm", 2, "P=PF", reason), BROKEN);
}

/*
 * A proof whose kernel, with the fix and without, complains so often while
 * starting, first of these.
 */
static enum verdict judge_start(const char *with, const char *without,
				unsigned long nr, char reason[300])
{
	const struct row row = { "PP", { "P=SS", "P=PP" }, 1, PROVED, "" };
	struct strings a = { 0 }, b = { 0 };
	enum verdict verdict;
	struct room r;

	make(&r, &row);
	strings_add(&a, with);
	strings_add(&b, without);
	for (size_t k = 0; k < 2; k++) {
		r.mode[k][1].nr_early = nr;
		r.mode[k][1].early = k ? &a : &b;
	}
	verdict = fix_judge(&r.e, reason, 300);
	strings_release(&a);
	strings_release(&b);
	return verdict;
}

static void another_complaint_while_starting_is_no_proof(void **state)
{
	char reason[300];

	(void)state;
	assert_int_equal(judge_start("WARNING: at a", "WARNING: at a", 1,
				     reason), PROVED);
	assert_int_equal(judge_start("WARNING: at a", "WARNING: at b", 1,
				     reason), BROKEN);
	assert_string_equal(reason, "poison: while starting, the kernel "
			    "complains of something else with the fix than "
			    "without: WARNING: at a");
	assert_int_equal(judge_start("WARNING: at a", "WARNING: at b",
				     COMPLAINTS_MAX, reason), BROKEN);
	assert_int_equal(judge_start("WARNING: at a", "WARNING: at b",
				     COMPLAINTS_MAX + 1, reason), PROVED);
}

/* Of the fixes of a quick matrix, one brings a complaint. */
static void a_quick_matrix_cannot_tell_who_complains(void **state)
{
	const struct row row = { "PP", { "P=SS", "--", "P=PP" }, 1, BROKEN,
				 "" };
	char reason[300];
	struct room r;

	(void)state;
	make(&r, &row);
	r.mode[2][0].nr_early = 2;
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), BROKEN);
	assert_string_equal(reason, "plain: while starting, the kernel "
			    "complains 2 times with the fixes, 0 without; "
			    "--quick cannot tell which fix it is, run without "
			    "it");
}

/* A proof whose last step was built of that tree, where the series makes t. */
static enum verdict judge_tree(const char *built, const char *last)
{
	const struct row row = { "PP", { "P=SS", last }, 1, PROVED, "" };
	char reason[300];
	struct room r;

	make(&r, &row);
	r.step[0].built = r.step[0].applied = "s";
	r.step[1].built = built;
	r.step[1].applied = "t";
	return fix_judge(&r.e, reason, sizeof(reason));
}

static void a_build_says_of_which_tree_it_is(void **state)
{
	(void)state;
	assert_int_equal(judge_tree("t", "P=PP"), PROVED);
	assert_int_equal(judge_tree("s", "P=PP"), NO_VERDICT);
	assert_int_equal(judge_tree(NULL, "P=PP"), NO_VERDICT);
	assert_int_equal(judge_tree("s", "F-"), NO_VERDICT);
	assert_int_equal(judge_tree(NULL, "E-"), VERDICT_ERROR);
}

static enum verdict judge_images(const char *const *image,
				 const struct row *row, char reason[300])
{
	struct room r;

	make(&r, row);
	for (size_t k = 0; k < r.e.nr_steps; k++)
		for (size_t i = 0; i < MODES; i++)
			r.mode[k][i].kernel = image[k];
	return fix_judge(&r.e, reason, 300);
}

static enum verdict judge_modules(const char *without, const char *with)
{
	const struct row row = { "PP", { "P=SS", "P=PP" }, 1, PROVED, "" };
	char reason[300];
	struct room r;

	make(&r, &row);
	for (size_t k = 0; k < 2; k++) {
		r.mode[k][0].kernel = r.mode[k][1].kernel = "i";
		r.mode[k][0].modules = r.mode[k][1].modules =
			k ? with : without;
	}
	return fix_judge(&r.e, reason, sizeof(reason));
}

/* As when it changes an inline function that only the check's module calls. */
static void a_fix_may_change_a_module_alone(void **state)
{
	(void)state;
	assert_int_equal(judge_modules(NULL, NULL), UNPROVED);
	assert_int_equal(judge_modules("m", "m"), UNPROVED);
	assert_int_equal(judge_modules("m", "n"), PROVED);
}

static void one_kernel_proves_nothing(void **state)
{
	static const char *const same[] = { "i", "j", "j" };
	static const char *const ends[] = { "i", "j", "i" };
	static const char *const unknown[] = { "", "", "" };
	static const char *const between[] = { "i", "", "", "j" };
	const struct row second = { "PP", { "P=SS", "P=SS", "P=PP" }, 2,
				  PROVED, "" };
	const struct row first = { "PP", { "P=SS", "P=PP", "P=PP" }, 1,
				  PROVED, "" };
	const struct row quick = { "PP", { "P=SS", "--", "P=PP" }, 2,
				  PROVED, "" };
	const struct row longer = { "PP", { "P=SS", "--", "--", "P=PP" }, 2,
				  PROVED, "" };
	char reason[300];

	(void)state;
	assert_int_equal(judge_images(unknown, &second, reason), PROVED);
	assert_int_equal(judge_images(same, &first, reason), PROVED);
	assert_int_equal(judge_images(same, &second, reason), UNPROVED);
	assert_string_equal(reason, "plain: step1 and after booted the same kernel, which the fix does not change");
	assert_int_equal(judge_images(ends, &second, reason), UNPROVED);
	assert_int_equal(judge_images(ends, &quick, reason), UNPROVED);
	/* what was not run booted nothing */
	assert_int_equal(judge_images(between, &longer, reason), NO_VERDICT);
}

/* Each mode has a kernel of its own, and the fix changes one of them. */
static void each_mode_is_asked_of_its_own_kernel(void **state)
{
	static const struct {
		const char *modes;	/* before */
		enum verdict verdict;
		const char *reason;
	} cases[] = {
		{ "P=SP", PROVED, "fails without the fix in plain" },
		{ "P=PS", UNPROVED, "poison: before and after booted the same kernel" },
		{ "P=SS", UNPROVED, "poison: before and after booted the same kernel" },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct row row = { "PP", { cases[i].modes, "P=PP" }, 1,
					 PROVED, "" };
		char reason[300];
		struct room r;

		make(&r, &row);
		for (size_t k = 0; k < 2; k++) {
			r.step[k].image = r.step[k].booted =
				k ? "with poison one" : "without poison one";
			r.mode[k][0].kernel = k ? "with" : "without";
			r.mode[k][1].kernel = "one";
		}
		assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)),
				 cases[i].verdict);
		assert_non_null(strstr(reason, cases[i].reason));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mode_is_asked_of_its_own_kernel),
		cmocka_unit_test(another_complaint_while_starting_is_no_proof),
		cmocka_unit_test(a_quick_matrix_cannot_tell_who_complains),
		cmocka_unit_test(a_build_says_of_which_tree_it_is),
		cmocka_unit_test(steps_are_booted_alike),
		cmocka_unit_test(a_fix_may_change_a_module_alone),
		cmocka_unit_test(one_kernel_proves_nothing),
		cmocka_unit_test(one_fix_is_judged_as_written),
		cmocka_unit_test(more_fixes_are_judged_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

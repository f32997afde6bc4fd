// SPDX-License-Identifier: GPL-2.0-only
/* The stage graph as a makefile. */
#include "unit.h"

#include "core/matrix/plan.h"

static const char *const two[] = { "v4.4", "v4.9" };

static struct plan plan_of(size_t nr)
{
	return (struct plan){ .program = "/bin/backport",
			      .conf_path = "backport.conf", .out = "out",
			      .branch = two, .nr = nr, .repeat = 1 };
}

static void a_stage_needs_what_comes_before(void **state)
{
	struct plan plan = plan_of(2);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at, "\nall: v4.4 v4.9\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.9/objects.json: out/v4.9/apply.json\n"
		"\t-@+$(ANSWER) $@ $(BACKPORT) objects v4.9\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.9/build.before.json: out/v4.9/apply.json out/v4.9/objects.json\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.9/build.after.json: out/v4.9/apply.json out/v4.9/objects.json out/v4.9/build.before.json\n"
		"\t-@+$(ANSWER) $@ $(BACKPORT) build v4.9 --side after\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.4/boot.before.json: out/v4.4/build.before.json\n"
		"\t-@+$(ANSWER) $@ $(BACKPORT) boot v4.4 --side before\n"));
	assert_non_null(strstr(out.at, "\t-@+$(BACKPORT) verdict v4.4\n"));
	buf_release(&out);
}

static void a_stage_is_forced_by_its_name(void **state)
{
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_true(plan_force(&plan.forced, "boot"));
	assert_true(plan_force(&plan.forced, "build.after"));
	assert_int_equal(plan.forced, 1ul << STAGE_BOOT_BEFORE |
			 1ul << STAGE_BOOT_AFTER | 1ul << STAGE_BUILD_AFTER);
	assert_true(plan_force(&plan.forced, "objects"));
	assert_false(plan_force(&plan.forced, "boo"));
	assert_false(plan_force(&plan.forced, "tree"));
	assert_false(plan_force(&plan.forced, ""));
	plan.repeat = 3;
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at, "boot v4.4 --side after --force --repeat 3\n"));
	assert_non_null(strstr(out.at, "objects v4.4 --force\n"));
	assert_non_null(strstr(out.at, "build v4.4 --side after --force\n"));
	assert_non_null(strstr(out.at, "build v4.4 --side before\n"));
	buf_release(&out);
}

static void names_that_mean_something_to_make_are_refused(void **state)
{
	static const char *const bad[] = {
		"a b", "a;b", "$(x)", "a:b", "", "-n", "a'b", "a\nb", "a#b", "%",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct plan plan = plan_of(1);
		struct buf out = { 0 };
		struct diag why = { 0 };

		plan.branch = &bad[i];
		assert_int_equal(plan_makefile(&plan, &out, &why), -1);
		assert_non_null(strstr(why.text, "cannot stand in a makefile"));
		buf_release(&out);
	}
}

static void a_side_alone_has_no_verdict(void **state)
{
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_false(plan_side(&plan, "both"));
	plan.left_out = 0;
	assert_true(plan_side(&plan, "after"));
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at,
		"\nv4.4: out/v4.4/tree.json out/v4.4/apply.json out/v4.4/objects.json"
		" out/v4.4/build.after.json out/v4.4/boot.after.json\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.4/build.after.json: out/v4.4/apply.json out/v4.4/objects.json\n"));
	assert_null(strstr(out.at, "before"));
	assert_null(strstr(out.at, "$(BACKPORT) verdict"));
	buf_release(&out);
}

static void a_slurm_job_runs_its_stages_in_order(void **state)
{
	struct plan_slurm slurm = { .args = "", .cwd = "/p",
				    .bases = "/c/linux.git" };
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_int_equal(plan_slurm(&plan, &slurm, &out, &why), 0);
	assert_non_null(strstr(out.at, "apply v4.4 --stage\n"
		"'/bin/backport' --conf 'backport.conf' objects v4.4\n"
		"'/bin/backport' --conf 'backport.conf' build v4.4 --side before\n"));
	buf_release(&out);
}

static void
slurm_options_that_a_shell_would_read_are_refused(void **state)
{
	static const char *const bad[] = { "$(id)", "a;b", "'", "`id`", "a\nb",
					   ">x", "a|b", "*" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct plan_slurm slurm = { .args = bad[i], .cwd = "/p",
					    .bases = "/c/linux.git" };
		struct plan plan = plan_of(1);
		struct buf out = { 0 };
		struct diag why = { 0 };

		assert_int_equal(plan_slurm(&plan, &slurm, &out, &why), -1);
		assert_non_null(strstr(why.text, "cannot stand in a shell script"));
		slurm.args = "";
		slurm.node_cache = bad[i];
		assert_int_equal(plan_slurm(&plan, &slurm, &out, &why), -1);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stage_needs_what_comes_before),
		cmocka_unit_test(a_stage_is_forced_by_its_name),
		cmocka_unit_test(a_side_alone_has_no_verdict),
		cmocka_unit_test(a_slurm_job_runs_its_stages_in_order),
		cmocka_unit_test(
			slurm_options_that_a_shell_would_read_are_refused),
		cmocka_unit_test(names_that_mean_something_to_make_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

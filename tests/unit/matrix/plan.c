// SPDX-License-Identifier: GPL-2.0-only
/* The stage graph as a makefile. */
#include "unit.h"

#include "core/matrix/plan.h"

static const struct plan_branch two[] = {
	{ .name = "v4.4", .nr_steps = 2 }, { .name = "v4.9", .nr_steps = 2 } };

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
	static const char *const names[] = { "boot", "build.1", NULL };
	static const char *const wrong[] = { "tree", "apply", "boot.", "bo", "",
					     "boot.2", "objects.before" };
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	plan.forced = names;
	for (size_t i = 0; names[i]; i++)
		assert_true(plan_can_force(&plan, names[i]));
	assert_true(plan_can_force(&plan, "all"));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(plan_can_force(&plan, wrong[i]));
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at, "boot v4.4 --side before --force\n"));
	assert_non_null(strstr(out.at, "boot v4.4 --side after --force\n"));
	assert_non_null(strstr(out.at, "build v4.4 --side after --force\n"));
	assert_non_null(strstr(out.at, "build v4.4 --side before\n"));
	assert_non_null(strstr(out.at, "objects v4.4\n"));
	buf_release(&out);
}

/* Three fixes: each build goes on from the step before. */
static void a_branch_has_a_build_and_a_boot_per_step(void **state)
{
	const struct plan_branch one = { .name = "v4.4", .nr_steps = 4 };
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	plan.branch = &one;
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at,
		"\nout/v4.4/build.step2.json: out/v4.4/apply.json out/v4.4/objects.json out/v4.4/build.step1.json\n"
		"\t-@+$(ANSWER) $@ $(BACKPORT) build v4.4 --side step2\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.4/build.after.json: out/v4.4/apply.json out/v4.4/objects.json out/v4.4/build.step2.json\n"));
	assert_non_null(strstr(out.at,
		"\nout/v4.4/boot.step1.json: out/v4.4/build.step1.json\n"));
	assert_true(plan_has_step(&plan, "3"));
	assert_false(plan_has_step(&plan, "4"));
	buf_release(&out);
}

/* Also when more is forced, or only one step is asked for. */
static void of_an_unready_branch_the_first_stage_is_run(void **state)
{
	static const char *const all[] = { "all", NULL };
	const struct plan_branch one = { .name = "v4.4", .nr_steps = 4,
					 .unready = true };
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	plan.branch = &one;
	plan.forced = all;
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at,
		"\nout/v4.4/verdict.json: out/v4.4/tree.json\n"));
	assert_non_null(strstr(out.at, " tree get v4.4\n"));
	assert_null(strstr(out.at, "apply"));
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

		plan.branch = &(struct plan_branch){ .name = bad[i],
						     .nr_steps = 2 };
		assert_int_equal(plan_makefile(&plan, &out, &why), -1);
		assert_non_null(strstr(why.text, "cannot stand in a makefile"));
		buf_release(&out);
	}
}

static void a_quick_plan_has_the_first_step_and_the_last(void **state)
{
	const struct plan_branch one = { .name = "v4.4", .nr_steps = 4 };
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	plan.branch = &one;
	plan.quick = true;
	plan.fix = "f";
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at,
		"\nout/v4.4/build.after.json: out/v4.4/apply.json out/v4.4/objects.json out/v4.4/build.before.json\n"));
	assert_non_null(strstr(out.at,
		"\n\t-@rm -f out/v4.4/build.step*.json out/v4.4/boot.step*.json\n"
		"\t-@+$(BACKPORT) verdict v4.4 --fix f\n"));
	assert_null(strstr(out.at, "step1"));
	buf_release(&out);
}

/* What holds is only judged; what does not is run as ever. */
static void a_branch_that_holds_has_only_its_verdict(void **state)
{
	const struct plan_branch branch[] = {
		{ .name = "v4.4", .nr_steps = 3, .holds = true },
		{ .name = "v4.9", .nr_steps = 2 } };
	const struct plan plan = { .program = "backport",
		.conf_path = "backport.conf", .out = "out",
		.branch = branch, .nr = 2, .repeat = 1, .fix = "f" };
	struct diag why;
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(plan_makefile(&plan, &out, &why), 0);
	assert_non_null(strstr(out.at, "\n.PHONY: v4.4\nv4.4:\n"
		"\t@echo 'v4.4: nothing changed, its 9 results hold'\n"
		"\t-@+$(BACKPORT) verdict v4.4 --fix f\n"));
	assert_null(strstr(out.at, "out/v4.4/"));
	assert_non_null(strstr(out.at, "build v4.9 --side after"));
	buf_release(&out);
}

static void a_side_alone_has_no_verdict(void **state)
{
	struct plan plan = plan_of(1);
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_false(plan_has_step(&plan, "both"));
	plan.step = "after";
	assert_true(plan_has_step(&plan, plan.step));
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
				    .script = "/s/slurm.sh", .bases = "/c/linux.git" };
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
					    .script = "/s/slurm.sh",
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
		cmocka_unit_test(a_branch_has_a_build_and_a_boot_per_step),
		cmocka_unit_test(a_quick_plan_has_the_first_step_and_the_last),
		cmocka_unit_test(a_branch_that_holds_has_only_its_verdict),
		cmocka_unit_test(a_side_alone_has_no_verdict),
		cmocka_unit_test(a_slurm_job_runs_its_stages_in_order),
		cmocka_unit_test(
			slurm_options_that_a_shell_would_read_are_refused),
		cmocka_unit_test(of_an_unready_branch_the_first_stage_is_run),
		cmocka_unit_test(names_that_mean_something_to_make_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* A row per branch and fix, with the steps and the boots of that fix. */
#include "unit.h"

#include "core/matrix/by-fix.h"

#define STEPS	4

/* Three fixes: a is proved, b broken, c unproved; two boots at each step. */
struct room {
	struct matrix_fix fix[3];
	struct matrix_stage stage[3 + 2 * STEPS];
	struct matrix_boot boot[STEPS][3];
	struct matrix_branch branch[2];
	struct matrix_stage other[7];
	struct matrix m;
};

static void make(struct room *r)
{
	static const char *const names[] = { "a", "b", "c" };

	*r = (struct room){
		.fix = { { .name = "a", .step = 1, .verdict = PROVED,
			   .reason = "" },
			 { .name = "b", .step = 2, .verdict = BROKEN,
			   .reason = "b is" },
			 { .name = "c", .step = 3, .verdict = UNPROVED,
			   .reason = "c is" } },
		.branch = { { .name = "v1", .base = "v1.0", .fix = r->fix,
			      .nr_fixes = 3, .nr_steps = STEPS,
			      .stage = r->stage, .verdict = BROKEN,
			      .reason = "b: b is" },
			    { .name = "v2", .base = "v2.0", .nr_steps = 2,
			      .stage = r->other, .verdict = PROVED,
			      .reason = "" } },
		.m = { .branch = r->branch, .nr = 2 },
	};
	for (size_t i = 0; i < 3 + 2 * STEPS; i++)
		r->stage[i] = (struct matrix_stage){ .there = true,
						     .seconds = 1 };
	for (size_t k = 0; k < STEPS; k++) {
		struct matrix_stage *s = &r->stage[stage_boot(k, STEPS)];

		r->stage[stage_build(k)].objects = (long)k;
		s->boot = r->boot[k];
		s->nr_boots = 3;
		s->outcome = ERROR;
		for (size_t f = 0; f < 3; f++)
			r->boot[k][f] = (struct matrix_boot){
				.mode = "plain", .fix = names[f],
				.outcome = k < f + 1 ? FAIL : PASS,
				.signature = k < f + 1, .reason = names[f] };
	}
}

static void each_fix_has_a_row_of_its_own_steps(void **state)
{
	struct matrix rows;
	struct room r;

	(void)state;
	make(&r);
	matrix_by_fix(&rows, &r.m, ROW_OWN_STEPS);
	assert_int_equal(rows.nr, 4);
	for (size_t f = 0; f < 3; f++) {
		const struct matrix_branch *row = &rows.branch[f];

		assert_int_equal(row->nr_steps, 2);
		assert_int_equal(row->verdict, r.fix[f].verdict);
		assert_string_equal(row->reason, r.fix[f].reason);
		assert_int_equal(matrix_build(row, 0)->objects, f);
		assert_int_equal(matrix_build(row, 1)->objects, f + 1);
		assert_int_equal(matrix_boot(row, 0)->nr_boots, 1);
		assert_int_equal(matrix_boot(row, 0)->outcome, FAIL);
		assert_int_equal(matrix_boot(row, 1)->outcome, PASS);
		assert_string_equal(matrix_boot(row, 1)->reason, r.fix[f].name);
		assert_true(matrix_is_wanted_fail(row, stage_boot(0, 2)));
	}
	assert_string_equal(rows.branch[1].name, "v1 b");
	assert_string_equal(matrix_stage_id(&rows.branch[1],
					    stage_boot(0, 2)).name,
			    "boot.step1");
	assert_string_equal(matrix_stage_id(&rows.branch[2],
					    stage_build(1)).name,
			    "build.after");
	assert_string_equal(rows.branch[3].name, "v2");
	assert_ptr_equal(rows.branch[3].stage, r.other);
	matrix_rows_release(&rows);
}

static void a_row_of_all_steps_wants_them_to_fail_before_its_own(void **state)
{
	struct matrix rows;
	struct room r;

	(void)state;
	make(&r);
	matrix_by_fix(&rows, &r.m, ROW_ALL_STEPS);
	for (size_t f = 0; f < 3; f++)
		for (size_t k = 0; k < STEPS; k++) {
			size_t stage = stage_boot(k, STEPS);

			assert_int_equal(matrix_wants_fail(&rows.branch[f],
							   stage), k < f + 1);
			assert_int_equal(rows.branch[f].stage[stage].outcome,
					 k < f + 1 ? FAIL : PASS);
		}
	matrix_rows_release(&rows);
}

static void what_was_not_booted_has_not_passed(void **state)
{
	struct matrix rows;
	struct room r;

	(void)state;
	make(&r);
	r.stage[stage_boot(3, STEPS)].outcome = PASS;
	r.stage[stage_boot(3, STEPS)].nr_boots = 1;
	matrix_by_fix(&rows, &r.m, ROW_ALL_STEPS);
	assert_int_equal(matrix_boot(&rows.branch[0], 3)->outcome, PASS);
	assert_int_equal(matrix_boot(&rows.branch[1], 3)->outcome, SKIP);
	matrix_rows_release(&rows);
}

static void name_is(const struct matrix *rows, size_t i, size_t nr,
		    const char *want)
{
	struct buf name = { 0 };

	assert_int_equal(matrix_rows_alike(rows, i), nr);
	matrix_rows_name(rows, i, nr, &name);
	assert_string_equal(name.at, want);
	buf_release(&name);
}

static void what_rows_share_is_said_once(void **state)
{
	struct matrix rows;
	struct room r;

	(void)state;
	make(&r);
	r.fix[1] = r.fix[2];
	r.fix[1].name = "b";
	matrix_by_fix(&rows, &r.m, ROW_OWN_STEPS);
	name_is(&rows, 0, 1, "v1 a");
	name_is(&rows, 1, 2, "v1 b and 1 more");
	name_is(&rows, 3, 1, "v2");
	matrix_rows_release(&rows);

	r.fix[0].verdict = UNPROVED;
	r.fix[0].reason = r.fix[1].reason;
	matrix_by_fix(&rows, &r.m, ROW_OWN_STEPS);
	name_is(&rows, 0, 3, "v1");
	matrix_rows_release(&rows);

	r.fix[1].reason = "another";
	matrix_by_fix(&rows, &r.m, ROW_OWN_STEPS);
	name_is(&rows, 0, 1, "v1 a");
	matrix_rows_release(&rows);
}

static void the_worst_rows_come_first(void **state)
{
	struct matrix rows;
	struct room r;

	(void)state;
	make(&r);
	matrix_by_fix(&rows, &r.m, ROW_OWN_STEPS);
	matrix_rows_sort(&rows);
	assert_int_equal(rows.nr, 4);
	assert_string_equal(rows.branch[0].name, "v1 b");
	assert_string_equal(rows.branch[1].name, "v1 c");
	assert_string_equal(rows.branch[2].name, "v1 a");
	assert_string_equal(rows.branch[3].name, "v2");
	matrix_rows_release(&rows);
}

/* Each stage's time is in one row. */
static void rows_share_the_time_of_a_branch(void **state)
{
	struct matrix_count count;
	struct matrix rows;
	double sum = 0;
	struct room r;
	bool any;

	(void)state;
	make(&r);
	for (int steps = ROW_ALL_STEPS; steps <= ROW_OWN_STEPS; steps++) {
		sum = 0;
		matrix_by_fix(&rows, &r.m, steps);
		for (size_t f = 0; f < 3; f++)
			sum += matrix_seconds(&rows.branch[f], &any);
		assert_int_equal(matrix_seconds(&rows.branch[2], &any), 2);
		matrix_rows_release(&rows);
		assert_int_equal(sum, matrix_seconds(&r.branch[0], &any));
	}
	count = matrix_count(&r.m);
	assert_int_equal(count.verdict[PROVED], 2);
	assert_int_equal(count.verdict[BROKEN], 1);
	assert_int_equal(count.verdict[UNPROVED], 1);
	assert_int_equal(matrix_sum(&count, false), MATRIX_WRONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fix_has_a_row_of_its_own_steps),
		cmocka_unit_test(
			a_row_of_all_steps_wants_them_to_fail_before_its_own),
		cmocka_unit_test(what_was_not_booted_has_not_passed),
		cmocka_unit_test(what_rows_share_is_said_once),
		cmocka_unit_test(the_worst_rows_come_first),
		cmocka_unit_test(rows_share_the_time_of_a_branch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

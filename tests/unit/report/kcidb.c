// SPDX-License-Identifier: GPL-2.0-only
/* KCIDB: which tests have an excerpt of the console. */
#include "unit.h"

#include <jansson.h>

#include "core/report/kcidb.h"

#define LOG(name) { .path = "out/v1/" name ".log", .text = { name, sizeof(name) - 1 } }

static struct matrix_fix fixes[] = {
	{ .name = "one", .step = 1 }, { .name = "two", .step = 2 },
};
static struct matrix_boot boots[] = {
	{ .mode = "plain", .fix = "one", .nr = 1, .log = LOG("plain") },
	{ .mode = "plain", .fix = "two", .nr = 1, .log = LOG("plain") },
	{ .mode = "poison", .fix = "one", .nr = 1, .log = LOG("poison") },
};

/* How many tests of a step have an excerpt; three checks, in two consoles. */
static size_t excerpts(size_t step)
{
	static struct matrix_stage stages[16];
	struct matrix_branch b = { .name = "v1", .base = "v1.0", .fix = fixes,
		.nr_fixes = 2, .nr_steps = 3, .stage = stages };
	const struct matrix m = { .branch = &b, .nr = 1, .out = "out" };
	const struct kcidb_how how = { 0 };
	struct buf out = { 0 };
	json_t *o, *test;
	size_t i, nr = 0;

	memset(stages, 0, sizeof(stages));
	stages[stage_build(step)].there = true;
	stages[stage_build(step)].key = "k";
	stages[stage_build(step)].started = "then";
	stages[stage_boot(step, 3)] = (struct matrix_stage){ .there = true,
		.started = "then", .boot = boots, .nr_boots = 3 };
	report_kcidb(&m, &how, &out);
	o = json_loads(out.at, 0, NULL);
	assert_int_equal(json_array_size(json_object_get(o, "tests")), 3);
	json_array_foreach(json_object_get(o, "tests"), i, test)
		nr += json_object_get(test, "log_excerpt") != NULL;
	json_decref(o);
	buf_release(&out);
	return nr;
}

static void set_outcomes(enum outcome outcome, bool signature)
{
	for (size_t i = 0; i < 3; i++) {
		boots[i].outcome = outcome;
		boots[i].signature = signature;
	}
}

static void what_is_as_wanted_needs_no_excerpt(void **state)
{
	(void)state;
	set_outcomes(PASS, false);
	assert_int_equal(excerpts(2), 0);
	set_outcomes(FAIL, true);
	assert_int_equal(excerpts(0), 0);
	fixes[0].verdict = fixes[1].verdict = PROVED;
	set_outcomes(PASS, false);
	assert_int_equal(excerpts(0), 0);
	fixes[0].verdict = fixes[1].verdict = UNPROVED;
}

static void each_console_goes_along_once(void **state)
{
	(void)state;
	set_outcomes(FAIL, false);
	assert_int_equal(excerpts(2), 2);
	assert_int_equal(excerpts(0), 2);
	set_outcomes(PASS, false);
	assert_int_equal(excerpts(0), 2);
	/* in the step between, only the second fix is still to come */
	set_outcomes(FAIL, true);
	assert_int_equal(excerpts(1), 2);
	boots[0].outcome = PASS;
	assert_int_equal(excerpts(1), 1);
	boots[0].outcome = FAIL;
}

/* The patchset_hash of the last step's checkout; NULL: it has none. */
static json_t *patchset_of(const char *built)
{
	static struct matrix_stage stages[7];
	struct matrix_input applied[] = { { "before", "t0" }, { "after", "t1" } };
	struct matrix_input input[] = { { "tree", built } };
	struct matrix_branch b = { .name = "v1", .base = "v1.0", .fix = fixes,
		.nr_fixes = 1, .nr_steps = 2, .stage = stages,
		.patchset_hash = "hash" };
	const struct matrix m = { .branch = &b, .nr = 1, .out = "out" };
	const struct kcidb_how how = { 0 };
	struct buf out = { 0 };
	json_t *o, *hash;

	memset(stages, 0, sizeof(stages));
	stages[STAGE_TREE].there = true;
	stages[STAGE_APPLY] = (struct matrix_stage){ .there = true,
		.input = applied, .nr_inputs = 2 };
	stages[stage_build(1)] = (struct matrix_stage){ .there = true,
		.key = "k", .started = "then", .input = input, .nr_inputs = 1 };
	report_kcidb(&m, &how, &out);
	o = json_loads(out.at, 0, NULL);
	hash = json_incref(json_object_get(json_array_get(json_object_get(o,
				"checkouts"), 1), "patchset_hash"));
	json_decref(o);
	buf_release(&out);
	return hash;
}

/* The series was applied anew since: its patches are not what was built. */
static void a_build_of_another_tree_has_no_patchset(void **state)
{
	json_t *hash = patchset_of("t1");

	(void)state;
	assert_string_equal(json_string_value(hash), "hash");
	json_decref(hash);
	assert_null(patchset_of("t9"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_as_wanted_needs_no_excerpt),
		cmocka_unit_test(each_console_goes_along_once),
		cmocka_unit_test(a_build_of_another_tree_has_no_patchset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

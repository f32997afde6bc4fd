// SPDX-License-Identifier: GPL-2.0-only
/* Attestations: what was tested and what it showed, and nothing else. */
#include "unit.h"

#include "core/report/in-toto.h"

#define IMAGE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct matrix_step steps[] = {
	{ .name = "1.up", .outcome = PASS }, { .name = "1.own", .outcome = FAIL },
	{ .name = "1.no", .outcome = SKIP },
};
static struct matrix_boot boots[] = {
	{ .mode = "plain", .fix = "f", .nr = 1, .outcome = FAIL, .step = steps,
	  .nr_steps = 3 },
	{ .mode = "plain", .fix = "f", .nr = 2, .outcome = FAIL, .step = steps,
	  .nr_steps = 1 },
};
static struct matrix_input inputs[] = {
	{ "tree", "1111111111111111111111111111111111111111" },
	{ "image", "vmlinux" }, { "config", "sha256:" IMAGE },
	{ "compiler", "gcc 12" },
};

static struct matrix_stage stages[7];

static struct matrix_branch branch_of(enum outcome outcome)
{
	stages[stage_build(0)] = (struct matrix_stage){
		.there = true, .input = inputs, .nr_inputs = 4 };
	stages[stage_boot(0, 2)] = (struct matrix_stage){
		.there = true, .outcome = outcome, .image_sha256 = IMAGE,
		.boot = boots, .nr_boots = 2 };
	return (struct matrix_branch){ .name = "v4.9", .line = "v4.9",
		.base = "v4.9.262", .fixes = "f", .nr_steps = 2,
		.stage = stages };
}

static void a_kernel_is_named_by_what_it_is(void **state)
{
	static const char want[] =
		"{\"_type\":\"https://in-toto.io/Statement/v1\","
		"\"subject\":[{\"name\":\"v4.9/before/vmlinux\",\"digest\":{\"sha256\":\"" IMAGE "\"}}],"
		"\"predicateType\":\"https://in-toto.io/attestation/test-result/v0.1\","
		"\"predicate\":{\"result\":\"FAILED\",\"configuration\":["
		"{\"name\":\"tree\",\"digest\":{\"gitTree\":\"1111111111111111111111111111111111111111\"},"
		"\"annotations\":{\"branch\":\"v4.9\",\"base\":\"v4.9.262\",\"fixes\":\"f\",\"step\":\"before\",\"compiler\":\"gcc 12\"}},"
		"{\"name\":\"config\",\"digest\":{\"sha256\":\"" IMAGE "\"}}],"
		"\"passedTests\":[\"f/plain/1.up\",\"f/plain/2/1.up\"],\"warnedTests\":[],"
		"\"failedTests\":[\"f/plain/1.own\",\"f/plain/2\"]}}";
	struct matrix_branch b = branch_of(FAIL);
	json_t *o = in_toto_test_result(&b, 0);
	char *text = json_dumps(o, JSON_COMPACT);

	(void)state;
	assert_string_equal(text, want);
	free(text);
	json_decref(o);
}

/* A boot that came to nothing tells nothing of the kernel. */
static void what_was_not_tested_is_not_attested(void **state)
{
	struct matrix_branch b = branch_of(ERROR);

	(void)state;
	assert_null(in_toto_test_result(&b, 0));
	b = branch_of(SKIP);
	assert_null(in_toto_test_result(&b, 0));
	b = branch_of(PASS);
	stages[stage_boot(0, 2)].image_sha256 = "";
	assert_null(in_toto_test_result(&b, 0));
	stages[stage_boot(0, 2)].there = false;
	assert_null(in_toto_test_result(&b, 0));
}

/* Each case changes one thing of a statement that can be read. */
static void a_statement_is_read(void **state)
{
	static const struct { const char *where, *value, *why; } cases[] = {
		{ "", "{\"_type\":\"https://in-toto.io/Statement/v0.1\"}", "its \"_type\" is https://in-toto.io/Statement/v0.1, not https://in-toto.io/Statement/v1" },
		{ "", "{\"predicateType\":1}", "its \"predicateType\" is not there, not https://in-toto.io/attestation/test-result/v0.1" },
		{ "", "{\"subject\":[]}", "it has no subject" },
		{ "", "{\"subject\":[{\"name\":\"k\",\"digest\":{\"sha1\":\"00\"}}]}", "its subject 1, 'k', has no sha256" },
		{ "", "{\"subject\":[{\"digest\":{\"sha256\":\"00\"}}]}", "its subject 1, '', has no sha256" },
		{ "predicate", "{\"result\":\"GREAT\"}", "its \"result\" is GREAT, not PASSED, WARNED or FAILED" },
		{ "predicate", "{\"result\":null}", "its \"result\" is not there, not PASSED, WARNED or FAILED" },
		{ "predicate", "{\"result\":\"PASSED\"}", "its \"result\" is PASSED, but it names 2 tests that failed" },
	};
	struct matrix_branch b = branch_of(FAIL);
	struct test_result r;
	const char *name;
	struct diag why;
	json_t *o = in_toto_test_result(&b, 0);

	(void)state;
	json_object_set_new(o, "later", json_true());
	assert_int_equal(in_toto_read(&r, o, &why), 0);
	assert_string_equal(r.result, "FAILED");
	assert_int_equal(r.nr_passed, 2);
	assert_int_equal(r.nr_failed, 2);
	assert_string_equal(in_toto_subject(&r, 0, &name), IMAGE);
	assert_string_equal(name, "v4.9/before/vmlinux");
	json_decref(o);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		json_t *value = json_loads(cases[i].value, 0, NULL), *of;

		o = in_toto_test_result(&b, 0);
		of = *cases[i].where ? json_object_get(o, cases[i].where) : o;
		json_object_update(of, value);
		assert_int_equal(in_toto_read(&r, o, &why), -1);
		assert_string_equal(why.text, cases[i].why);
		json_decref(value);
		json_decref(o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kernel_is_named_by_what_it_is),
		cmocka_unit_test(what_was_not_tested_is_not_attested),
		cmocka_unit_test(a_statement_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

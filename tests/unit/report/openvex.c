// SPDX-License-Identifier: GPL-2.0-only
/* Only what is proved is stated to be fixed, of the kernel that showed it. */
#include "unit.h"

#include <jansson.h>
#include <string.h>

#include "core/report/openvex.h"

#define IMAGE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static char *cves[] = { "CVE-2017-1000", "CVE-2017-100001" };
static struct matrix_fix fixes[] = {
	{ .name = "a", .upstream = "1111", .cve = cves, .nr_cves = 2 },
	{ .name = "b", .cve = cves, .nr_cves = 1 },
	{ .name = "c" },
};
static struct matrix_boot boots[] = {
	{ .mode = "plain", .fix = "a" }, { .mode = "plain", .fix = "b" },
	{ .mode = "poison", .fix = "b" },
};
static struct matrix_stage stages[9];
static struct matrix_branch branch = {
	.name = "v4.9", .line = "v4.9", .base = "v4.9.262", .nr_steps = 3,
	.stage = stages, .fix = fixes, .nr_fixes = 3,
};
static const struct matrix matrix = {
	.version = "1", .when = "2026-01-02T03:04:05Z", .branch = &branch,
	.nr = 1,
};

static struct buf written(enum verdict a, enum verdict b, const char *url)
{
	struct buf out = { 0 };

	fixes[0].verdict = a;
	fixes[1].verdict = b;
	fixes[2].verdict = PROVED;
	stages[stage_boot(2, 3)] = (struct matrix_stage){
		.there = true, .image_sha256 = IMAGE, .boot = boots,
		.nr_boots = 3, .started = "2026-01-01T00:00:00Z" };
	report_openvex(&matrix, &(struct openvex_how){
		"M. Aker <maker@example.org>", url }, &out);
	return out;
}

static size_t count(const char *text, const char *what)
{
	size_t nr = 0;

	for (; text && (text = strstr(text, what)); text++)
		nr++;
	return nr;
}

/* Fix b is of the first one, too: with that unproved, it is not fixed. */
static void what_is_proved_is_fixed(void **state)
{
	struct buf out = written(PROVED, UNPROVED, NULL);

	(void)state;
	assert_int_equal(count(out.at, "\"status\": \"fixed\""), 1);
	assert_int_equal(count(out.at, "\"name\": \"CVE-2017-1000\""), 0);
	assert_int_equal(count(out.at, "\"name\": \"CVE-2017-100001\""), 1);
	assert_int_equal(count(out.at, "\"@id\": \"pkg:generic/linux@4.9.262?checksum=sha256:" IMAGE "\""), 1);
	assert_int_equal(count(out.at, "\"sha-256\": \"" IMAGE "\""), 1);
	assert_int_equal(count(out.at, "\"author\": \"M. Aker <maker@example.org>\""), 1);
	assert_int_equal(count(out.at, "\"@id\": \"https://openvex.dev/docs/public/vex-"), 1);
	buf_release(&out);
	out = written(PROVED, PROVED, "https://example.org/out");
	assert_int_equal(count(out.at, "\"status\": \"fixed\""), 3);
	assert_int_equal(count(out.at, "\"@id\": \"https://example.org/out/openvex.json\""), 1);
	buf_release(&out);
}

static void nothing_else_is_stated(void **state)
{
	static const enum verdict verdicts[] = {
		NO_VERDICT, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED };

	(void)state;
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		struct buf out = written(verdicts[i], verdicts[i], NULL);

		assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

/* Fix b's check runs in kernels that are built for a mode alone. */
static void a_kernel_that_was_not_booted_is_no_product(void **state)
{
	json_t *stored = json_pack("{s:{s:{s:s}}}", "kernels", "poison",
				   "image_sha256", "ab01");
	struct buf out = written(PROVED, PROVED, NULL);

	(void)state;
	buf_release(&out);
	boots[1].mode = "poison";
	stages[stage_boot(2, 3)].stored = stored;
	report_openvex(&matrix, &(struct openvex_how){ "M", NULL }, &out);
	assert_int_equal(count(out.at, "\"sha-256\": \"" IMAGE "\""), 2);
	assert_int_equal(count(out.at, "\"sha-256\": \"ab01\""), 1);
	buf_release(&out);
	boots[1].mode = "plain";
	report_openvex(&matrix, &(struct openvex_how){ "M", NULL }, &out);
	assert_int_equal(count(out.at, "\"sha-256\": \"" IMAGE "\""), 3);
	assert_int_equal(count(out.at, "\"sha-256\": \"ab01\""), 1);
	buf_release(&out);
	json_decref(stored);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_proved_is_fixed),
		cmocka_unit_test(nothing_else_is_stated),
		cmocka_unit_test(a_kernel_that_was_not_booted_is_no_product),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

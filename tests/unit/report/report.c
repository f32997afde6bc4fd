// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all reports are made with: escaping, cutting, durations,
 * sparklines, changes.
 */
#include "unit.h"

#include "core/report/escape.h"
#include "core/report/history.h"
#include "core/report/junit.h"
#include "core/report/ktap.h"
#include "core/report/log-excerpt.h"
#include "core/report/page/page.h"

static const char *escaped(struct buf *out, const char *text, size_t len)
{
	buf_clear(out);
	buf_adds(out, "");
	markup_add(out, (struct span){ text, len });
	return out->at ? out->at : "";
}

#define ESCAPED(out, text) escaped(out, text, sizeof(text) - 1)
#define BAD "\xef\xbf\xbd"

static void any_bytes_are_safe_in_markup(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_string_equal(ESCAPED(&out, "<a b='c' d=\"e\">&amp;]]>"),
		"&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;]]&gt;");
	assert_string_equal(ESCAPED(&out, "a\tb\nc\r\n"), "a\tb\nc\n");
	assert_string_equal(ESCAPED(&out, "\0\x1b\x7f"), BAD BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7"),
			    "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7");
	/*
	 * Cut short, overlong, surrogates, beyond the last, no characters, C1
	 */
	assert_string_equal(ESCAPED(&out, "\xe2\x82"), BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xc0\xaf"), BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xed\xa0\x80"), BAD BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xf4\x90\x80\x80"), BAD BAD BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xef\xbf\xbf"), BAD BAD BAD);
	assert_string_equal(ESCAPED(&out, "\xc2\x80" "x"), BAD BAD "x");
	buf_clear(&out);
	markup_add_url(&out, "v4.9/a b:c?d#e%.log");
	assert_string_equal(out.at, "v4.9/a%20b%3Ac%3Fd%23e%25.log");
	buf_release(&out);
}

static void long_logs_keep_what_matters(void **state)
{
	const size_t nr = 100000;
	char *mark = calloc(nr, 1);
	bool *keep = calloc(nr, sizeof(*keep));
	size_t kept = 0;

	(void)state;
	mark[50000] = 'f';
	excerpt_choose(mark, nr, keep);
	for (size_t i = 0; i < nr; i++)
		kept += keep[i];
	assert_true(keep[0] && keep[nr - 1] && keep[50000]);
	assert_true(keep[50000 - EXCERPT_AROUND] &&
		    keep[50000 + EXCERPT_AROUND]);
	assert_false(keep[50000 + EXCERPT_AROUND + 1]);
	assert_int_equal(kept, EXCERPT_HEAD + EXCERPT_TAIL +
			 2 * EXCERPT_AROUND + 1);
	memset(mark, 'p', nr);
	kept = 0;
	excerpt_choose(mark, nr, keep);
	for (size_t i = 0; i < nr; i++)
		kept += keep[i];
	assert_int_equal(kept, EXCERPT_MOST);
	assert_true(keep[nr - 1]);
	excerpt_choose(mark, EXCERPT_WHOLE, keep);
	assert_true(keep[EXCERPT_WHOLE / 2]);
	free(mark);
	free(keep);
	assert_int_equal(excerpt_lines(span_of("a\nb")), 2);
	assert_int_equal(excerpt_lines(span_of("")), 0);
}

static void durations_read_well(void **state)
{
	static const struct {
		double seconds;
		const char *text;
	} cases[] = {
		{ 0, "0s" }, { 0.04, "0s" }, { 0.06, "0.1s" }, { 9.94, "9.9s" },
		{ 9.96, "10s" }, { 59.6, "1m00s" }, { 3599, "59m59s" },
		{ 3600, "1h00m" }, { -1, "0s" },
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(matrix_duration(cases[i].seconds, text,
						    sizeof(text)),
				    cases[i].text);
}

static void sparklines_are_scaled(void **state)
{
	const double value[] = { 0, 1, -1, 7, 3.5 }, none[] = { 0, 0 };
	struct buf out = { 0 };

	(void)state;
	spark_add(&out, value, 5, true);
	assert_string_equal(out.at, "▁▂ █▅");
	buf_clear(&out);
	spark_add(&out, value, 5, false);
	assert_string_equal(out.at, "_. #~");
	buf_clear(&out);
	spark_add(&out, none, 2, false);
	assert_string_equal(out.at, "__");
	buf_release(&out);
}

static void changes_name_what_changed(void **state)
{
	struct matrix_input then_in[] = { { "compiler", "gcc 12" },
					  { "config", "sha256:aaaaaaaaaaaaaaaaaaaa" },
					  { "qemu args", "-M powernv8\n-m 1G\n" },
					  { "kcflags", "-O1" } };
	struct matrix_input now_in[] = { { "compiler", "gcc 13" },
					 { "config", "sha256:bbbbbbbbbbbbbbbbbbbb" },
					 { "qemu args", "-M powernv9\n-m \x1b[1G\n" } };
	struct matrix_stage was[7] = { 0 }, is[7] = { 0 };
	struct matrix_branch a = { .name = "v1", .verdict = PROVED,
				   .nr_steps = 2, .stage = was },
			     b[2] = { { .name = "v1", .verdict = BROKEN,
					.nr_steps = 2, .stage = is },
				      { .name = "v2" } };
	struct matrix then = { .branch = &a, .nr = 1 },
		      now = { .branch = b, .nr = 2 };
	struct buf out = { 0 };

	(void)state;
	was[stage_build(1)] = (struct matrix_stage){
		.there = true, .input = then_in, .nr_inputs = 4 };
	is[stage_build(1)] = (struct matrix_stage){
		.there = true, .outcome = FAIL, .input = now_in, .nr_inputs = 3
	};
	assert_int_equal(report_changes(&then, &now, &out), 7);
	assert_string_equal(out.at,
"v1: verdict: proved -> broken\n"
"v1: build.after: PASS -> FAIL\n"
"v1: build.after: compiler: gcc 12 -> gcc 13\n"
"v1: build.after: config: sha256:aaaaaaaaaaaa -> sha256:bbbbbbbbbbbb\n"
"v1: build.after: qemu args: -M powernv8, -m 1G -> -M powernv9, -m ?[1G\n"
"v1: build.after: kcflags: -O1 -> none\n"
"v2: was not in it\n");
	buf_clear(&out);
	assert_int_equal(report_changes(&then, &then, &out), 0);
	buf_release(&out);
}

static void before_the_fix_only_the_signature_is_wanted(void **state)
{
	struct matrix_boot boots[2] = { { .mode = "plain", .outcome = FAIL,
					  .signature = true },
					{ .mode = "poison", .outcome = FAIL } };
	struct matrix_stage stage[7] = { 0 };
	struct matrix_branch b = { .name = "v1", .nr_steps = 2,
				   .stage = stage };
	struct matrix_stage *s = &stage[stage_boot(0, 2)];
	const char *reason;

	(void)state;
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_FAULT);
	*s = (struct matrix_stage){ .there = true, .outcome = FAIL,
				    .reason = "why", .boot = boots };
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_FAILURE);
	s->nr_boots = 1;
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_OK);
	assert_string_equal(reason, "");
	s->nr_boots = 2;
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_FAILURE);
	s->outcome = PASS;
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_FAILURE);
	assert_string_equal(reason, "the check passes without the fix");
	s->outcome = ERROR;
	assert_int_equal(matrix_rate_stage(&b, stage_boot(0, 2), &reason),
			 RATED_FAULT);
}

/* A name or a reason cannot forge a line or a directive. */
static void text_forges_nothing(void **state)
{
	struct matrix_stage stage[7] = { 0 };
	struct matrix_branch b = { .name = "v#1\nok 9 x", .base = "b",
				   .nr_steps = 2, .stage = stage,
				   .verdict = BROKEN,
				   .reason = "x\nok 2 forged # SKIP \x1b<" };
	struct matrix r = { .branch = &b, .nr = 1 };
	struct buf out = { 0 };

	(void)state;
	report_ktap(&r, &out);
	assert_non_null(strstr(out.at, "\nnot ok 1 v_1 ok 9 x # x ok 2 forged _ SKIP ?<\n"));
	assert_null(strstr(out.at, "\nok 2 forged"));
	buf_clear(&out);
	b.reason = " skip me: caf\xc3\xa9 caf\xe9 \xc2\x9b" "31m\x7f";
	report_ktap(&r, &out);
	assert_non_null(strstr(out.at, "# because:  skip me: caf\xc3\xa9 caf? ??31m?\n"));
	buf_clear(&out);
	b.reason = "\x1b<";
	report_junit(&r, &out);
	assert_non_null(strstr(out.at, "\xef\xbf\xbd&lt;"));
	assert_null(strstr(out.at, "\x1b"));
	buf_release(&out);
}

/*
 * A patch that is gone, or is none, has no diff: its message is all that
 * is shown.
 */
static void patches_without_a_diff_are_shown(void **state)
{
	struct matrix_patch patches[] = {
		{ .name = "gone.patch", .path = "p/gone.patch", .sha256 = "" },
		{ .name = "text.patch", .path = "p/text.patch", .sha256 = "",
		  .text = span_of("only words\nand a last line") },
	};
	struct matrix_stage stage[7] = { 0 };
	struct matrix_branch b = { .name = "v1", .base = "b", .reason = "",
				   .nr_steps = 2, .stage = stage,
				   .patch = patches, .nr_patches = 2 };
	struct matrix m = { .branch = &b, .nr = 1, .when = "", .version = "" };
	struct buf out = { 0 };
	const struct page page = { .matrix = &m, .strip = "", .prefix = "",
				   .csp = "", .out = &out };

	(void)state;
	report_page(&page);
	assert_non_null(strstr(out.at, "p/gone.patch"));
	assert_non_null(strstr(out.at, "<span class=\"t\">and a last line</span></pre></details>"));
	assert_null(strstr(out.at, "<span class=\"t \">and a last line"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_bytes_are_safe_in_markup),
		cmocka_unit_test(long_logs_keep_what_matters),
		cmocka_unit_test(durations_read_well),
		cmocka_unit_test(sparklines_are_scaled),
		cmocka_unit_test(changes_name_what_changed),
		cmocka_unit_test(before_the_fix_only_the_signature_is_wanted),
		cmocka_unit_test(text_forges_nothing),
		cmocka_unit_test(patches_without_a_diff_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

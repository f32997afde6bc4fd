// SPDX-License-Identifier: GPL-2.0-only
/* quilt's series grammar, and what is refused of it. */
#include "unit.h"

#include "core/patch/patch.h"
#include "core/patch/series.h"
#include "core/text/buf.h"

static void parses(struct series *s, const char *text)
{
	struct diag why = { 0 };

	if (series_parse(s, span_of(text), "series", &why))
		fail_msg("refused: line %ld: %s", why.lineno, why.text);
}

static void is_refused(const char *text, long lineno, const char *words)
{
	struct series s;
	struct diag why = { 0 };

	assert_int_equal(series_parse(&s, span_of(text), "series", &why), -1);
	assert_string_equal(why.path, "series");
	assert_int_equal(why.lineno, lineno);
	if (!strstr(why.text, words))
		fail_msg("'%s' does not say '%s'", why.text, words);
	series_release(&s);
}

static void comments_and_blank_lines_are_dropped(void **state)
{
	struct series s;

	(void)state;
	parses(&s, "# a\n\n   \n\t\na.patch # -p0\n  b\n#c\nd/e.diff.gz\t#x\n  # f\n");
	assert_int_equal(s.nr, 3);
	assert_string_equal(s.entry[0].name, "a.patch");
	assert_int_equal(s.entry[0].strip, 1);
	assert_int_equal(s.entry[0].lineno, 5);
	assert_string_equal(s.entry[1].name, "b");
	assert_string_equal(s.entry[2].name, "d/e.diff.gz");
	assert_int_equal(s.entry[2].lineno, 8);
	series_release(&s);
	assert_int_equal(s.nr, 0);
}

static void options_are_honoured(void **state)
{
	struct series s;

	(void)state;
	parses(&s, "a -p0\nb -R\nc -p2 -R # x\nd -pab\ne -p 3\nf\t-R\t-p1\n");
	assert_int_equal(s.nr, 6);
	assert_int_equal(s.entry[0].strip, 0);
	assert_false(s.entry[0].reverse);
	assert_true(s.entry[1].reverse);
	assert_int_equal(s.entry[1].strip, 1);
	assert_int_equal(s.entry[2].strip, 2);
	assert_true(s.entry[2].reverse);
	assert_int_equal(s.entry[3].strip, STRIP_AB);
	assert_int_equal(s.entry[4].strip, 3);
	assert_true(s.entry[5].reverse);
	series_release(&s);
}

static void crlf_bom_and_no_last_newline(void **state)
{
	struct series s;

	(void)state;
	parses(&s, "\xef\xbb\xbf" "a.patch\r\n\r\n# c\r\nb.patch -p0\r\nc.patch");
	assert_int_equal(s.nr, 3);
	assert_string_equal(s.entry[0].name, "a.patch");
	assert_string_equal(s.entry[1].name, "b.patch");
	assert_int_equal(s.entry[1].strip, 0);
	assert_string_equal(s.entry[2].name, "c.patch");
	series_release(&s);
	parses(&s, "");
	assert_int_equal(s.nr, 0);
	series_release(&s);
}

static void bad_rows_are_refused_by_line(void **state)
{
	(void)state;
	is_refused("a\n../b\n", 2, "leaves the tree");
	is_refused("+x86 a.patch\n", 1, "a guard");
	is_refused("a\n-debug b.patch\n", 2, "a guard");
	is_refused("/etc/x\n", 1, "is absolute");
	is_refused("a/../../b\n", 1, "leaves the tree");
	is_refused("a -p99\n", 1, "-p99");
	is_refused("a -px\n", 1, "-px");
	is_refused("a -p\n", 1, "-p");
	is_refused("a --fuzz=3\n", 1, "--fuzz=3");
	is_refused("a\n\nb\n#\na\n", 5, "on line 1");
	is_refused("a/b\n./a//b\n", 2, "on line 1");
}

static void ten_thousand_rows(void **state)
{
	struct buf text = { 0 };
	struct series s;
	struct diag why = { 0 };

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_addf(&text, "dir/%04d.patch -p%d\n", i, i % 3);
	assert_int_equal(series_parse(&s, buf_span(&text), "series", &why), 0);
	assert_int_equal(s.nr, 10000);
	assert_string_equal(s.entry[9999].name, "dir/9999.patch");
	assert_int_equal(s.entry[9998].strip, 2);
	series_release(&s);
	buf_adds(&text, "dir/0000.patch\n");
	assert_int_equal(series_parse(&s, buf_span(&text), "series", &why), -1);
	assert_int_equal(why.lineno, 10001);
	series_release(&s);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_and_blank_lines_are_dropped),
		cmocka_unit_test(options_are_honoured),
		cmocka_unit_test(crlf_bom_and_no_last_newline),
		cmocka_unit_test(bad_rows_are_refused_by_line),
		cmocka_unit_test(ten_thousand_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Growing bytes, borrowed bytes and diagnoses. */
#include "unit.h"

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/text/span.h"
#include "core/text/strings.h"

static void lines_are_cut_at_lf(void **state)
{
	struct span rest = span_of("a\n\nb"), line;

	(void)state;
	assert_true(span_line(&rest, &line));
	assert_true(span_equals(line, span_of("a")));
	assert_true(span_line(&rest, &line));
	assert_int_equal(line.len, 0);
	assert_true(span_line(&rest, &line));
	assert_true(span_equals(line, span_of("b")));
	assert_false(span_line(&rest, &line));
}

static void a_buffer_grows_and_stays_terminated(void **state)
{
	struct buf b = { 0 };
	char *s;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_addf(&b, "%d,", i);
	assert_int_equal(b.len, 3890);
	assert_int_equal(b.at[b.len], '\0');
	s = buf_detach(&b);
	assert_int_equal(strlen(s), 3890);
	assert_null(b.at);
	free(s);
}

static void strings_count_themselves(void **state)
{
	struct strings list = { 0 };

	(void)state;
	for (int i = 99; i >= 0; i--)
		strings_addf(&list, "%02d", i);
	strings_add(&list, "%d");
	assert_int_equal(list.nr, 101);
	assert_null(list.at[101]);
	strings_sort(&list);
	assert_string_equal(list.at[0], "%d");
	assert_string_equal(list.at[100], "99");
	strings_release(&list);
	assert_null(list.at);
	strings_sort(&list);
}

static void a_diagnosis_names_its_place(void **state)
{
	struct diag why = { 0 };
	char line[256];

	(void)state;
	assert_int_equal(diag_set(&why, "series/v4.4", 7, "no %s", "x"), -1);
	assert_string_equal(diag_line(&why, line, sizeof(line)),
			    "series/v4.4:7: no x");
	diag_set(&why, NULL, 0, "y");
	assert_string_equal(diag_line(&why, line, sizeof(line)), "y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_cut_at_lf),
		cmocka_unit_test(a_buffer_grows_and_stays_terminated),
		cmocka_unit_test(strings_count_themselves),
		cmocka_unit_test(a_diagnosis_names_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

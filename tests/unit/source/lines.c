// SPDX-License-Identifier: GPL-2.0-only
/* Lines of a file, found and counted. */
#include "unit.h"

#include "core/source/lines.h"
#include "core/text/hash.h"
#include "core/text/buf.h"

/* Every line's start, sought forwards, backwards and from the byte. */
static void check_lines(struct span bytes)
{
	struct text split, t;
	size_t at, want = 0;

	text_split(&split, bytes);
	text_open(&t, bytes);
	assert_int_equal(text_count(&t), split.nr);
	for (size_t i = 0; i < split.nr; i++) {
		want = split.line[i].text.at - bytes.at;
		assert_true(text_seek(&t, i, &at));
		assert_int_equal(at, want);
		assert_int_equal(text_line_of(&t, want), i);
		assert_int_equal(
			text_line_of(&t, want + split.line[i].text.len),
			i + (want + split.line[i].text.len == bytes.len));
	}
	assert_true(text_seek(&t, split.nr, &at));
	assert_int_equal(at, bytes.len);
	assert_false(text_seek(&t, split.nr + 1, &at));
	for (size_t i = split.nr; i-- > 0;) {
		assert_true(text_seek(&t, i, &at));
		assert_int_equal(at, split.line[i].text.at - bytes.at);
	}
	text_release(&split);
	text_release(&t);
}

static void small_files(void **state)
{
	(void)state;
	check_lines(span_of(""));
	check_lines(span_of("\n"));
	check_lines(span_of("a"));
	check_lines(span_of("a\n"));
	check_lines(span_of("a\n\nb"));
	check_lines(span_of("\n\n\n"));
}

static void long_files(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 3000; i++) {
		buf_addf(&b, "line %d%*s\n", i, i % 70, "");
		if (i == 1000)
			for (int k = 0; k < 9000; k++)
				buf_addc(&b, 'x');
	}
	check_lines(buf_span(&b));
	buf_addc(&b, 'z');
	check_lines(buf_span(&b));
	buf_clear(&b);
	for (int i = 0; i < 9000; i++)
		buf_addc(&b, '\n');
	assert_int_equal(text_count_lf(b.at, b.len), 9000);
	check_lines(buf_span(&b));
	buf_release(&b);
}

static void up_stops_at_the_first_line(void **state)
{
	struct span s = span_of("a\nbb\nccc\n");

	(void)state;
	assert_int_equal(text_up(s, 7, 0), 5);
	assert_int_equal(text_up(s, 5, 0), 5);
	assert_int_equal(text_up(s, 5, 1), 2);
	assert_int_equal(text_up(s, 5, 2), 0);
	assert_int_equal(text_up(s, 5, 9), 0);
}

static void equal_lines_have_equal_hashes(void **state)
{
	(void)state;
	assert_int_equal(hash_line(span_of("return ret;")),
			 hash_line(span_of("return ret;")));
	assert_int_not_equal(hash_line(span_of("return ret;")),
			     hash_line(span_of("return rat;")));
	assert_int_not_equal(hash_line(span_of("")),
			     hash_line((struct span){ "\0", 1 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_files),
		cmocka_unit_test(long_files),
		cmocka_unit_test(up_stops_at_the_first_line),
		cmocka_unit_test(equal_lines_have_equal_hashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

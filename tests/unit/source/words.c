// SPDX-License-Identifier: GPL-2.0-only
/* Words: white space, likeness, word diff. */
#include "unit.h"

#include "core/source/words.h"

static bool equal(const char *a, const char *b)
{
	return words_equal_but_space(span_of(a), span_of(b));
}

static void space_alone_does_not_differ(void **state)
{
	(void)state;
	assert_true(equal("f(a,\n\t\t b);", "f(a, b);"));
	assert_true(equal("", " \n"));
	assert_true(equal("if (x) {", "if(x)\n{"));
	assert_false(equal("int x;", "intx;"));
	assert_false(equal("f(true);", "f(false);"));
	assert_false(equal("f();", "f(); g();"));
}

static void space_counts_inside_strings_and_where_lines_end(void **state)
{
	(void)state;
	assert_false(equal("p(\"a b\");", "p(\"ab\");"));
	assert_true(equal("p(\"a b\" );", "p(\"a b\");"));
	assert_false(equal("// free it\nf();", "// free it f();"));
	assert_false(equal("#define A\nf();", "#define A f();"));
	assert_true(equal("#define A f();", "#define  A\tf();"));
	assert_true(equal("/* don't */ x", "/* don't */\nx"));
}

static void space_counts_between_operators(void **state)
{
	(void)state;
	assert_false(equal("x = a++ + b;", "x = a + ++b;"));
	assert_false(equal("x = a / *b; /* c */", "x = a /*b; /* c */"));
	assert_false(equal("if (a && b)", "if (a & &b)"));
	assert_true(equal("while (n-- > 0)", "while (n-->0)"));
	assert_true(equal("x = - 1;", "x=-1;"));
	assert_false(equal("#define F(x) g", "#define F (x) g"));
	assert_true(equal("#define F (x)", "#define  F  (x)"));
	assert_true(equal("f (x);", "f(x);"));
}

static int alike(const char *a, const char *b)
{
	struct bag ba = { 0 }, bb = { 0 };
	int n;

	bag_add(&ba, span_of(a), 0);
	bag_add(&bb, span_of(b), 0);
	n = bag_alike(&ba, &bb);
	bag_release(&ba);
	bag_release(&bb);
	return n;
}

static void likeness_is_shared_words(void **state)
{
	(void)state;
	assert_int_equal(alike("a b c d", "d c b a"), 1000);
	assert_int_equal(alike("a b", "c d"), 0);
	assert_int_equal(alike("a b", "a c"), 500);
	assert_int_equal(alike("", " "), 1000);
	assert_int_equal(alike("", "x"), 0);
}

static void diff_is(const char *a, const char *b, const char *want)
{
	struct buf out = { 0 };

	words_diff(&out, span_of(a), span_of(b));
	assert_string_equal(out.at ? out.at : "", want);
	buf_release(&out);
}

static void a_diff_marks_words(void **state)
{
	(void)state;
	diff_is("f(pe, true);", "f(pe, false);", "f(pe, [-true-]{+false+});");
	diff_is("f(a);", "f(a, b);", "f(a{+, b+});");
	diff_is("f(a, b);", "f(a);", "f(a[-, b-]);");
	diff_is("same", "same", "same");
	diff_is("", "", "");
	diff_is("a x c y", "b x d y", "[-a-]{+b+} x [-c-]{+d+} y");
}

/*
 * What is not marked gone must spell b, what is not marked come must spell a.
 */
static void undo(const char *diff, bool gone, struct buf *out)
{
	for (const char *s = diff; *s;) {
		bool drop = !strncmp(s, gone ? "{+" : "[-", 2);
		bool keep = !strncmp(s, gone ? "[-" : "{+", 2);
		const char *end = s;

		if (!drop && !keep) {
			buf_addc(out, *s++);
			continue;
		}
		end = strstr(s, s[0] == '{' ? "+}" : "-]");
		assert_non_null(end);
		if (keep)
			buf_add(out, s + 2, end - s - 2);
		s = end + 2;
	}
}

static void both_sides_can_be_read_back(void **state)
{
	static const char *const some[] = { "a", "b", " ", "\n", "f(", ")", ";" };
	unsigned int seed = 9;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct buf side[2] = { 0 }, out = { 0 }, back = { 0 };

		for (int i = 0; i < 2; i++) {
			buf_grow(&side[i], 0);
			buf_clear(&side[i]);
			for (int n = (seed >> 9) % 12; n > 0; n--) {
				seed = seed * 1664525u + 1013904223u;
				buf_adds(&side[i], some[(seed >> 16) % 7]);
			}
			seed = seed * 1664525u + 1013904223u;
		}
		words_diff(&out, buf_span(&side[0]), buf_span(&side[1]));
		undo(buf_span(&out).at, true, &back);
		assert_true(span_equals(buf_span(&back), buf_span(&side[0])));
		buf_clear(&back);
		undo(buf_span(&out).at, false, &back);
		assert_true(span_equals(buf_span(&back), buf_span(&side[1])));
		buf_release(&side[0]);
		buf_release(&side[1]);
		buf_release(&out);
		buf_release(&back);
	}
}

static void huge_differences_are_marked_whole(void **state)
{
	struct buf a = { 0 }, b = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < 4000; i++) {
		buf_addf(&a, "a%d ", i);
		buf_addf(&b, "b%d ", i);
	}
	words_diff(&out, buf_span(&a), buf_span(&b));
	assert_true(span_starts(buf_span(&out), "[-a0 a1 "));
	assert_int_equal(out.len, a.len + b.len - 1 + 2 * 4);
	buf_release(&a);
	buf_release(&b);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(space_alone_does_not_differ),
		cmocka_unit_test(
			space_counts_inside_strings_and_where_lines_end),
		cmocka_unit_test(space_counts_between_operators),
		cmocka_unit_test(likeness_is_shared_words),
		cmocka_unit_test(a_diff_marks_words),
		cmocka_unit_test(both_sides_can_be_read_back),
		cmocka_unit_test(huge_differences_are_marked_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

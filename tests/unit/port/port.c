// SPDX-License-Identifier: GPL-2.0-only
/* What a port is made of: lines that are alike, alignment, merging, headers. */
#include "unit.h"

#include "core/merge/align.h"
#include "core/merge/merge-words.h"
#include "core/port/functions.h"
#include "core/port/header.h"
#include "core/port/unknown.h"

static void split(struct port_lines *l, const char *text)
{
	*l = (struct port_lines){ 0 };
	port_lines_split(l, span_of(text));
}

static int likeness(const char *a, const char *b)
{
	struct port_lines l;
	int like;

	split(&l, a);
	port_lines_add(&l, span_of(b));
	like = port_line_likeness(&l.line[0], &l.line[1]);
	port_lines_release(&l);
	return like;
}

static void names_count_more_than_brackets(void **state)
{
	(void)state;
	assert_int_equal(likeness("\tx = f(a);", "x = f( a );"), 1000);
	assert_true(likeness("lock(&q->lock);", "lock(&ring->lock);") > 700);
	assert_true(likeness("a(&b->c, d);", "x(&y->z, w);") < 520);
}

static bool same(const char *a, const char *b)
{
	struct port_lines l;
	bool yes;

	split(&l, a);
	port_lines_add(&l, span_of(b));
	yes = port_line_same(&l.line[0], &l.line[1]);
	port_lines_release(&l);
	return yes;
}

static void a_comment_behind_a_line_does_not_count(void **state)
{
	(void)state;
	assert_true(same("x = 1;\t/* one */", "x = 1;"));
	assert_true(same("x = 1; /* one */", "\tx = 1; /* another */"));
	assert_false(same("x = 1; /* one */", "x = 2; /* one */"));
	assert_false(same("/* one */", "/* another */"));
	assert_false(same("find(\"/*\", 1); /* all */",
			  "find(\"/*\", 2); /* all */"));
}

/* Lines [first, last) of old are next to the change. */
static void aligns_near(const char *old, size_t first, size_t last,
			const char *file, const char *want)
{
	struct port_lines p, t;
	struct alignment a;
	char got[64] = "";

	split(&p, old);
	split(&t, file);
	align_lines(&p, &(struct align_scope){ &t, 0, t.nr, first, last }, &a);
	for (size_t i = 0; i < a.nr; i++)
		got[i] = a.to[i] == ALIGN_NONE ? '-' : (char)('0' + a.to[i]);
	assert_string_equal(got, want);
	alignment_release(&a);
	port_lines_release(&p);
	port_lines_release(&t);
}

static void aligns(const char *old, const char *file, const char *want)
{
	aligns_near(old, 0, 0, file, want);
}

static void lines_next_to_the_change_stay_together(void **state)
{
	static const char *const old =
		"fail(x);\nput(x);\nwait(x);\nleave();\nend();\nnext(x);\n";
	static const char *const file =
		"fail(x);\nput(x);\nwait(x);\nleave();\nend();\nlate(x);\n"
		"put(x);\nwait(x);\nleave();\nend();\nnext(x);\n";

	(void)state;
	aligns_near(old, 1, 3, file, "01234:");
	aligns_near("go(a);\nout();\nrun(b);\nout();\n", 0, 2,
		    "go(a);\nout();\n", "01--");
}

static void lines_are_aligned_in_order(void **state)
{
	(void)state;
	aligns("one();\ntwo();\nthree();\n",
	       "zero();\none();\nnew();\ntwo();\nthree();\n", "134");
	aligns("one();\ntwo();\nthree();\n", "one();\nthree();\n", "0-1");
	aligns("first(q);\nlock(&q->lock);\n",
	       "lock(&q->lock);\nfirst(q);\nlock(&ring->lock);\n", "12");
	aligns("one();\n", "other\n", "-");
	aligns("", "one();\n", "");
}

/* Merges a line each; want NULL: a conflict. */
static void merges(const char *base, const char *ours, const char *theirs,
		   const char *want)
{
	struct port_lines l[3];
	size_t zero = 0;
	struct buf out = { 0 };
	bool merged;

	split(&l[0], base);
	split(&l[1], ours);
	split(&l[2], theirs);
	merged = merge_words(&(struct merge_input){
		&l[0], &l[1], &l[2], &zero, &zero }, &out);
	assert_int_equal(merged, want != NULL);
	if (want)
		assert_string_equal(out.at, want);
	else
		assert_int_equal(out.len, 0);
	buf_release(&out);
	for (int i = 0; i < 3; i++)
		port_lines_release(&l[i]);
}

static void words_are_merged(void **state)
{
	(void)state;
	merges("\tif (a)\n", "\tif (unlikely(a))\n", "\t\tif (a)\n",
	       "\t\tif (unlikely(a))\n");
	merges("f(a, b);\n", "f(a, c);\n", "f(x, b);\n", "f(x, c);\n");
	merges("f(a, b);\n", "f(a, b);\n", "f(a);\n", "f(a);\n");
	merges("f(a);\n", "f(b);\n", "f(b);\n", "f(b);\n");
	merges("f(a);\n", "f(b);\n", "f(a + 1);\n", "f(b + 1);\n");
	merges("f(a);\n", "f(b);\n", "f(1 + a);\n", "f(1 + b);\n");
	merges("f(a);\n", "f(b);\n", "f(c);\n", NULL);
	merges("f(a);\n", "f(a - 1);\n", "f(a + 1);\n", NULL);
}

static void functions_are_found_and_declarations_are_not(void **state)
{
	struct port_functions f;
	struct port_lines l;

	(void)state;
	split(&l, "static int one(int a,\n\t\tint b);\nint two(void);\n"
	      "\nstatic int\t__one(int a)\n{\n\treturn a;\n}\n"
	      "struct s {\n\tint x;\n};\nint two(void)\n{\n}\nint y;\n");
	port_functions_find(&f, &l);
	assert_int_equal(f.nr, 3);
	assert_int_equal(f.function[0].from, 4);
	assert_int_equal(f.function[0].end, 8);
	assert_ptr_equal(port_function_find(&f, span_of("int one(int a)")),
			 &f.function[0]);
	assert_ptr_equal(port_function_find(&f, span_of("int two(void)")),
			 &f.function[2]);
	assert_null(port_function_find(&f, span_of("int three(void)")));
	assert_null(port_function_at(&f, 2));
	assert_ptr_equal(port_function_at(&f, 6), &f.function[0]);
	port_functions_release(&f);
	port_lines_release(&l);
}

static void header_is(const char *text, const char *upstream,
		      const char *notes, const char *want)
{
	struct buf out = { 0 };

	port_header_write(&(struct port_header){
		span_of(text), upstream, span_of(notes) }, &out);
	assert_string_equal(out.at, want);
	buf_release(&out);
}

static void headers_get_the_upstream_line_and_notes(void **state)
{
	(void)state;
	header_is("From: A <a@example.org>\nSubject: x\n y\n\nText: a.\n\n"
		  "Signed-off-by: A <a@example.org>\nCc: b\n",
		  "0123456789012345678901234567890123456789", "[ b: f(): c ]\n",
		  "From: A <a@example.org>\nSubject: x\n y\n\n"
		  "commit 0123456789012345678901234567890123456789 upstream.\n"
		  "\nText: a.\n\n[ b: f(): c ]\n"
		  "Signed-off-by: A <a@example.org>\nCc: b\n");
	header_is("Just text.\n", NULL, "[ b: c ]\n",
		  "Just text.\n[ b: c ]\n");
	header_is("", NULL, "", "");
}

static bool knows_kref(void *tree, struct span name)
{
	(void)tree;
	return span_equals(name, span_of("linux/kref.h")) ||
	       span_equals(name, span_of("kref_get"));
}

/* The name that is not known when the hunk's one added line is that. */
static void unknown_is(const char *added, const char *want)
{
	struct hunk_line line = { .kind = '+', .text = span_of(added) };
	struct hunk hunk = { .line = &line, .nr = 1 };
	struct file_diff s = { .new_name = "f.c", .hunk = &hunk, .nr = 1 };
	struct port_names beyond = { knows_kref, NULL };
	struct numbering words;
	struct span got;

	unknown_words(&words, span_of("int used(struct q *q) { return q->n; }"));
	got = unknown_name(&(struct unknown_scope){
		.diff = &s, .words = &words, .beyond = &beyond }, &hunk);
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.at, want, got.len);
	numbering_release(&words);
}

static void names_that_nothing_declares_are_told(void **state)
{
	(void)state;
	unknown_is("\treturn used(q);", "");
	unknown_is("\tkref_get(q);", "");
	unknown_is("\tkref_put(q);", "kref_put");
	unknown_is("\tint fresh = q->n;", "");
	unknown_is("\tstruct other *p = q;", "");
	unknown_is("\tq->length = 1;", "length");
	unknown_is("#include <linux/kref.h>", "");
	unknown_is("#include <linux/swait.h>", "linux/swait.h");
	unknown_is("\t/* mentions anything */", "");
	unknown_is("\tgoto nowhere;", "nowhere");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_count_more_than_brackets),
		cmocka_unit_test(a_comment_behind_a_line_does_not_count),
		cmocka_unit_test(lines_are_aligned_in_order),
		cmocka_unit_test(lines_next_to_the_change_stay_together),
		cmocka_unit_test(words_are_merged),
		cmocka_unit_test(functions_are_found_and_declarations_are_not),
		cmocka_unit_test(headers_get_the_upstream_line_and_notes),
		cmocka_unit_test(names_that_nothing_declares_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* A conflict: where it is shown, how it reads, what was made of it. */
#include "unit.h"

#include "core/conflict/markers.h"
#include "core/conflict/resolution.h"

static const char patch[] =
	"--- a/x.c\n+++ b/x.c\n"
	"@@ -3,5 +3,6 @@ int f(void)\n"
	" \tint a = 0;\n \tlock(a);\n-\ta = one(a);\n+\ta = two(a);\n"
	"+\tcheck(a);\n \tunlock(a);\n \treturn a;\n";

static const char file[] =
	"#include <x.h>\nint f(void)\n{\n\tint a = 0;\n\tlock(a);\n"
	"\ta = other(b, a);\n\tunlock(a);\n\treturn a;\n}\n\nint g(void)\n"
	"{\n\treturn 0;\n}\n";

struct given {
	struct patch patch;
	struct port_hunk hunk;
	struct port_result result;
	struct conflicts c;
};

static void find(struct given *g, const char *text)
{
	struct diag why;

	*g = (struct given){ .hunk = { .rung = PORT_CONFLICT,
				       .why = "it differs" } };
	assert_int_equal(patch_parse(&g->patch, span_of(patch), 1, "p", &why),
			 0);
	g->result = (struct port_result){ &g->hunk, 1, PORT_CONFLICT, false };
	conflicts_find(&g->c, g->patch.diff, &g->result, span_of(text));
}

static void forget(struct given *g)
{
	conflicts_release(&g->c);
	patch_release(&g->patch);
}

static void shows_only_what_differs(void **state)
{
	struct buf out = { 0 };
	struct given g;

	(void)state;
	find(&g, file);
	assert_int_equal(g.c.conflict[0].skipped, 2);
	conflicts_write(&g.c, span_of(file), "v1", NULL, &out);
	assert_string_equal(out.at,
		"#include <x.h>\nint f(void)\n{\n\tint a = 0;\n\tlock(a);\n"
		"<<<<<<< found: v1\n\ta = other(b, a);\n"
		"||||||| base: what hunk 1 expects\n\ta = one(a);\n"
		"=======\n\ta = two(a);\n\tcheck(a);\n"
		">>>>>>> wanted: it differs\n"
		"\tunlock(a);\n\treturn a;\n}\n\nint g(void)\n{\n\treturn 0;\n}\n");
	assert_int_equal(conflicts_left_at(buf_span(&out), span_of(file)), 6);
	assert_int_equal(conflicts_left_at(span_of(file), span_of(file)), 0);
	buf_release(&out);
	forget(&g);
}

static void a_lone_divider_is_left_too(void **state)
{
	(void)state;
	assert_int_equal(conflicts_left_at(span_of("a\n=======\n"),
					   span_of("a\n")), 2);
	assert_int_equal(conflicts_left_at(span_of("a\n=======\n"),
					   span_of("=======\na\n")), 0);
}

/* What stands in no place goes to the function's end, or the file's. */
static void what_is_nowhere_goes_to_the_end(void **state)
{
	struct given g;

	(void)state;
	find(&g, "int f(void)\n{\n\tother();\n}\nint g;\n");
	assert_int_equal(g.c.conflict[0].from, 3);
	assert_int_equal(g.c.conflict[0].end, 3);
	assert_int_equal(g.c.conflict[0].found.len, 0);
	forget(&g);
	find(&g, "int g;\n");
	assert_int_equal(g.c.conflict[0].from, 1);
	forget(&g);
}

static void resolved_as(const char *saved, bool whole, const char *want)
{
	struct span text = { 0 };
	struct given g;

	find(&g, file);
	assert_int_equal(conflicts_resolved(&g.c, span_of(file),
					    span_of(saved), &text), whole);
	if (whole)
		assert_true(span_equals(text, span_of(want)));
	forget(&g);
}

static void tells_what_was_made_of_it(void **state)
{
	(void)state;
	resolved_as("#include <x.h>\nint f(void)\n{\n\tint a = 0;\n\tlock(a);\n"
		    "\ta = mine(a);\n\tunlock(a);\n\treturn a;\n}\n\n"
		    "int g(void)\n{\n\treturn 0;\n}\n", true,
		    "\ta = mine(a);\n");
	/* The same lines as behind it: they belong to the resolution. */
	resolved_as("#include <x.h>\nint f(void)\n{\n\tint a = 0;\n\tlock(a);\n"
		    "\tunlock(a);\n\treturn a;\n}\n\n"
		    "int g(void)\n{\n\treturn 0;\n}\n", true, "");
	/* Changed elsewhere as well: not told. */
	resolved_as("#include <y.h>\nint f(void)\n{\n\tint a = 0;\n\tlock(a);\n"
		    "\ta = mine(a);\n\tunlock(a);\n\treturn a;\n}\n\n"
		    "int g(void)\n{\n\treturn 0;\n}\n", false, "");
	resolved_as("", false, "");
}

/* Two hunks, the first of which is about what stands further down. */
static const char patch_of_two[] =
	"--- a/x.c\n+++ b/x.c\n"
	"@@ -3,3 +3,3 @@ int g(void)\n"
	" \tint b = 0;\n-\tb = one(b);\n+\tb = two(b);\n \treturn b;\n"
	"@@ -30,3 +30,3 @@ int f(void)\n"
	" \tint a = 0;\n-\ta = one(a);\n+\ta = two(a);\n \treturn a;\n";

static const char file_of_two[] =
	"int f(void)\n{\n\tint a = 0;\n\ta = other(a);\n\treturn a;\n}\n\n"
	"int g(void)\n{\n\tint b = 0;\n\tb = other(b);\n\treturn b;\n}\n";

static void find_two(struct given *g, struct port_hunk *hunk)
{
	struct diag why;

	*g = (struct given){ 0 };
	for (int i = 0; i < 2; i++)
		hunk[i] = (struct port_hunk){ .rung = PORT_CONFLICT,
					      .why = "it differs" };
	assert_int_equal(patch_parse(&g->patch, span_of(patch_of_two), 1, "p",
				     &why), 0);
	g->result = (struct port_result){ hunk, 2, PORT_CONFLICT, false };
	conflicts_find(&g->c, g->patch.diff, &g->result, span_of(file_of_two));
}

static void two_go_from_top_to_bottom(void **state)
{
	struct port_hunk hunk[2];
	struct given g;

	(void)state;
	find_two(&g, hunk);
	assert_int_equal(g.c.nr, 2);
	assert_int_equal(g.c.conflict[0].hunk, 1);
	assert_int_equal(g.c.conflict[0].from, 3);
	assert_int_equal(g.c.conflict[1].hunk, 0);
	assert_int_equal(g.c.conflict[1].from, 10);
	forget(&g);
}

/* What stands between two is found where it stands once. */
static void each_of_two_is_told(void **state)
{
	static const char between[] = "\treturn a;\n}\n\n"
		"int g(void)\n{\n\tint b = 0;\n";
	static const char head[] = "int f(void)\n{\n\tint a = 0;\n";
	static const char foot[] = "\treturn b;\n}\n";
	struct port_hunk hunk[2];
	struct buf saved = { 0 };
	struct span text[2];
	struct given g;

	(void)state;
	find_two(&g, hunk);
	buf_addf(&saved, "%s\ta = 1;\n%s\tb = 2;\n%s", head, between, foot);
	assert_true(conflicts_resolved(&g.c, span_of(file_of_two),
				       buf_span(&saved), text));
	assert_true(span_equals(text[0], span_of("\ta = 1;\n")));
	assert_true(span_equals(text[1], span_of("\tb = 2;\n")));
	/* twice: which of them is meant? */
	buf_clear(&saved);
	buf_addf(&saved, "%s%s%s%s", head, between, between, foot);
	assert_false(conflicts_resolved(&g.c, span_of(file_of_two),
					buf_span(&saved), text));
	buf_clear(&saved);
	buf_addf(&saved, "%s\tb = 2;\n%s", head, foot);
	assert_false(conflicts_resolved(&g.c, span_of(file_of_two),
					buf_span(&saved), text));
	buf_release(&saved);
	forget(&g);
}

static void is_kept_and_read_back(void **state)
{
	struct buf kept = { 0 };
	struct resolution r;
	struct given g, other;
	char name[17], name2[17];

	(void)state;
	find(&g, file);
	find(&other, "int f(void)\n{\n\tother();\n}\n");
	resolution_write(g.c.conflict, "v4.9", span_of("\tx\n"), &kept);
	assert_true(resolution_read(&r, buf_span(&kept)));
	assert_true(span_equals(r.target, span_of("v4.9")));
	assert_true(span_equals(r.text, span_of("\tx\n")));
	assert_true(resolution_is_of(&r, g.c.conflict));
	assert_false(resolution_is_of(&r, other.c.conflict));
	resolution_name(g.c.conflict, name);
	resolution_name(other.c.conflict, name2);
	assert_string_not_equal(name, name2);
	for (size_t len = 0; len < kept.len; len++)
		assert_false(resolution_read(&r, (struct span){ kept.at,
								len }));
	buf_release(&kept);
	forget(&g);
	forget(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_only_what_differs),
		cmocka_unit_test(a_lone_divider_is_left_too),
		cmocka_unit_test(what_is_nowhere_goes_to_the_end),
		cmocka_unit_test(tells_what_was_made_of_it),
		cmocka_unit_test(two_go_from_top_to_bottom),
		cmocka_unit_test(each_of_two_is_told),
		cmocka_unit_test(is_kept_and_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

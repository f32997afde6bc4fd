// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions found in a file and cut into statements; tests/compare/ has
 * whole ones.
 */
#include "unit.h"

#include "core/source/body.h"

static const char file[] =
	"struct s {\n\tint (*call)(int);\n};\n\n"
	"static int take(struct s *s,\n\t\tint nr)\n{\n"
	"\tstruct s *o, *p[2];\t/* { */\n"
	"\tint ret = 0;\n\n"
	"\tif (s->call(nr) &&\n\t    nr)\n\t\tgo(\"a;b\", s);\n"
	"\telse {\n\t\tgoto out;\n\t}\n"
	"#ifdef X\n\tcase 1: stay(x ? y : z);\n#endif\n"
	"out:\n\treturn ret;\n}\n\n"
	"enum e {\n\tA,\n\tB = 2,\n\tC\n};\n";

static size_t place_of(const char *what)
{
	return strstr(file, what) - file;
}

static void open_at(struct body *b, const char *what)
{
	assert_true(body_at(b, span_of(file), place_of(what)));
	body_cut(b, span_of(file));
}

static void a_function_is_cut_into_statements(void **state)
{
	static const struct {
		const char *text;
		enum statement_kind kind;
	} want[] = {
		{ "struct s *o, *p[2];", STATEMENT_PLAIN },
		{ "int ret = 0;", STATEMENT_ACT },
		{ "if (s->call(nr) &&\n\t    nr)", STATEMENT_ACT },
		{ "go(\"a;b\", s);", STATEMENT_ACT },
		{ "else", STATEMENT_JUMP }, { "{", STATEMENT_OPEN },
		{ "goto out;", STATEMENT_JUMP }, { "}", STATEMENT_CLOSE },
		{ "case 1:", STATEMENT_LABEL },
		{ "stay(x ? y : z);", STATEMENT_ACT },
		{ "out:", STATEMENT_LABEL }, { "return ret;", STATEMENT_JUMP },
	};
	struct body b;

	(void)state;
	open_at(&b, "go(");
	assert_true(span_equals(b.name, span_of("take")));
	assert_int_equal(b.nr, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < b.nr; i++) {
		assert_true(span_equals(b.statement[i].text,
					span_of(want[i].text)));
		assert_int_equal(b.statement[i].kind, want[i].kind);
	}
	body_release(&b);
}

static void a_head_is_cut_at_its_commas(void **state)
{
	const size_t head = place_of("static int take"), nr = place_of("\t\tint nr)");
	struct body b;

	(void)state;
	assert_true(body_of_head(&b, span_of(file), head, nr));
	assert_true(span_equals(b.name, span_of("take")));
	body_cut(&b, span_of(file));
	assert_int_equal(b.nr, 2);
	assert_true(span_equals(b.statement[0].text, span_of("struct s *s,")));
	assert_true(span_equals(b.statement[1].text, span_of("int nr")));
	assert_int_equal(b.statement[1].kind, STATEMENT_ACT);
	body_release(&b);
	assert_true(body_of_head(&b, span_of(file), nr, nr));
}

static void what_is_no_head(void **state)
{
	static const char stub[] =
		"static inline int f(void) { return 0; }\n"
		"#define SET(x) \\\n\tone(x);\n\nint g(int a)\n{\n}\n";
	const size_t head = place_of("static int take");
	struct body b;

	(void)state;
	assert_false(body_of_head(&b, span_of(file), head, head));
	assert_false(body_of_head(&b, span_of(file), head, place_of("\tint ret")));
	assert_false(body_of_head(&b, span_of(file), place_of("\tint ret"),
				  place_of("\tint ret") + 1));
	assert_false(body_of_head(&b, span_of(file), place_of("\tint (*call"),
				  place_of("\tint (*call") + 1));
	assert_false(body_of_head(&b, span_of(file), place_of("\tB = 2"),
				  place_of("\tB = 2") + 1));
	assert_false(
		body_of_head(&b, span_of(file), sizeof(file), sizeof(file)));
	assert_false(body_of_head(&b, span_of("int f(int a,\n\tint b);\n"), 14, 15));
	assert_false(body_of_head(&b, span_of("int f({\n}\n"), 0, 1));
	assert_false(body_of_head(&b, span_of("int f(int a, {\n}\n"), 0, 1));
	assert_false(body_of_head(&b, span_of("int g(x) f {\n(y)\n}\n"), 14, 15));
	assert_false(body_of_head(&b, span_of(stub), strstr(stub, "\tone") - stub,
				  strstr(stub, "\tone") - stub + 1));
}

static void an_enum_is_cut_at_its_commas(void **state)
{
	struct body b;

	(void)state;
	open_at(&b, "B = 2");
	assert_int_equal(b.nr, 3);
	assert_true(span_equals(b.statement[1].text, span_of("B = 2,")));
	assert_true(span_equals(b.statement[2].text, span_of("C")));
	body_release(&b);
}

static void heads_and_structs_are_no_bodies(void **state)
{
	struct body b;

	(void)state;
	assert_false(body_at(&b, span_of(file), place_of("(*call)")));
	assert_false(body_at(&b, span_of(file), place_of("int nr)")));
	assert_false(body_at(&b, span_of(file), place_of("static int take")));
	assert_false(body_at(&b, span_of(file), place_of("enum e")));
	assert_true(body_at(&b, span_of(file), place_of("return ret")));
}

static uint32_t hash_of(const char *text)
{
	struct body b;
	uint32_t hash;

	body_of_fragment(&b, span_of(text));
	assert_int_equal(b.nr, 1);
	hash = b.statement[0].hash;
	body_release(&b);
	return hash;
}

static void words_alone_are_hashed(void **state)
{
	(void)state;
	assert_int_equal(hash_of("f(a, \"x y\");"),
			 hash_of("\tf(a,\n\t  /* why */ \"x y\");\n"));
	assert_int_not_equal(hash_of("f(a, \"x y\");"),
			     hash_of("f(a, \"xy\");"));
	assert_int_not_equal(hash_of("int a;"), hash_of("inta;"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_function_is_cut_into_statements),
		cmocka_unit_test(a_head_is_cut_at_its_commas),
		cmocka_unit_test(what_is_no_head),
		cmocka_unit_test(an_enum_is_cut_at_its_commas),
		cmocka_unit_test(heads_and_structs_are_no_bodies),
		cmocka_unit_test(words_alone_are_hashed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

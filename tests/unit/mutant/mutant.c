// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutants: which there are of a change, what they make of the file, and that
 * their names last.
 */
#include "unit.h"

#include "core/mutant/find-mutants.h"

/*
 * Finds the mutants of a patch of one file, whose hunks lie exactly where they
 * say.
 */
static void find(struct mutants *m, struct patch *p, const char *patch,
		 const char *after)
{
	struct diag why = { 0 };
	size_t at[8];

	memset(m, 0, sizeof(*m));
	assert_int_equal(patch_parse(p, span_of(patch), 1, "p", &why), 0);
	assert_int_equal(p->nr, 1);
	for (size_t i = 0; i < p->diff[0].nr; i++)
		at[i] = p->diff[0].hunk[i].new_start - 1;
	mutants_find(m, &p->diff[0], span_of(after), at);
}

static const struct mutant *the(const struct mutants *m, const char *what)
{
	for (size_t i = 0; i < m->nr; i++)
		if (!strcmp(m->mutant[i].what, what))
			return &m->mutant[i];
	fail_msg("no mutant '%s'", what);
	return NULL;
}

static void makes(const struct mutant *m, const char *after, const char *wanted)
{
	struct buf made = { 0 };

	mutant_apply(m, span_of(after), &made);
	assert_string_equal(made.at, wanted);
	buf_release(&made);
}

#define HEAD	"--- a/f.c\n+++ b/f.c\n"

static const char take[] =
	"void take(struct pe *pe)\n"
	"{\n"
	"\tunset(pe, 0);\n"
	"\tif (pe->bus)\n"
	"\t\tsetup(pe, pe->bus,\n"
	"\t\t      false);\n"
	"\tset_free(pe->tbl);\n"
	"}\n";

static const char take_patch[] = HEAD
	"@@ -1,5 +1,8 @@\n"
	" void take(struct pe *pe)\n"
	" {\n"
	" \tunset(pe, 0);\n"
	"+\tif (pe->bus)\n"
	"+\t\tsetup(pe, pe->bus,\n"
	"+\t\t      false);\n"
	" \tset_free(pe->tbl);\n"
	" }\n";

static void a_guarded_call_has_its_four_mutants(void **state)
{
	struct mutants m;
	struct patch p;

	(void)state;
	find(&m, &p, take_patch, take);
	assert_int_equal(m.nr, 4);
	makes(the(&m, "left out hunk 1"), take,
	      "void take(struct pe *pe)\n{\n\tunset(pe, 0);\n\tset_free(pe->tbl);\n}\n");
	makes(the(&m, "removed setup()"), take,
	      "void take(struct pe *pe)\n{\n\tunset(pe, 0);\n\tif (pe->bus)\n\t\t;\n\tset_free(pe->tbl);\n}\n");
	makes(the(&m, "moved behind set_free()"), take,
	      "void take(struct pe *pe)\n{\n\tunset(pe, 0);\n\tset_free(pe->tbl);\n\tif (pe->bus)\n\t\tsetup(pe, pe->bus,\n\t\t      false);\n}\n");
	makes(the(&m, "made false true: false);"), take,
	      "void take(struct pe *pe)\n{\n\tunset(pe, 0);\n\tif (pe->bus)\n\t\tsetup(pe, pe->bus,\n\t\t      true);\n\tset_free(pe->tbl);\n}\n");
	for (size_t i = 0; i < m.nr; i++)
		assert_string_equal(m.mutant[i].func, "take");
	mutants_release(&m);
	patch_release(&p);
}

static void a_mutant_is_a_patch(void **state)
{
	struct mutants m;
	struct patch p;
	struct buf out = { 0 };

	(void)state;
	find(&m, &p, take_patch, take);
	mutant_patch(the(&m, "moved behind set_free()"), span_of(take),
		     "dir/f.c", &out);
	assert_string_equal(out.at,
		"--- a/dir/f.c\n+++ b/dir/f.c\n@@ -1,8 +1,8 @@ take\n"
		" void take(struct pe *pe)\n {\n \tunset(pe, 0);\n"
		"-\tif (pe->bus)\n-\t\tsetup(pe, pe->bus,\n-\t\t      false);\n"
		"-\tset_free(pe->tbl);\n"
		"+\tset_free(pe->tbl);\n"
		"+\tif (pe->bus)\n+\t\tsetup(pe, pe->bus,\n+\t\t      false);\n }\n");
	buf_release(&out);
	mutants_release(&m);
	patch_release(&p);
}

/*
 * The same change twelve lines lower, with other lines around: the names are
 * the same.
 */
static void names_do_not_depend_on_place(void **state)
{
	static const char lower[] =
		"int a;\n\n\nvoid take(struct pe *pe)\n"
		"{\n"
		"\tother(pe);\n"
		"\tif (pe->bus)\n"
		"\t\tsetup(pe, pe->bus,\n"
		"\t\t\t  false);\n"
		"\tset_free(pe->tbl);\n"
		"}\n";
	static const char patch[] = HEAD
		"@@ -5,4 +5,7 @@\n"
		" {\n"
		" \tother(pe);\n"
		"+\tif (pe->bus)\n"
		"+\t\tsetup(pe, pe->bus,\n"
		"+\t\t\t  false);\n"
		" \tset_free(pe->tbl);\n"
		" }\n";
	struct mutants a, b;
	struct patch p, q;

	(void)state;
	find(&a, &p, take_patch, take);
	find(&b, &q, patch, lower);
	assert_int_equal(a.nr, b.nr);
	for (size_t i = 0; i < a.nr; i++) {
		assert_int_equal(strlen(a.mutant[i].id), 8);
		assert_string_equal(a.mutant[i].id, b.mutant[i].id);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(a.mutant[i].id, a.mutant[k].id);
	}
	mutants_release(&a);
	mutants_release(&b);
	patch_release(&p);
	patch_release(&q);
}

/*
 * Only code on added lines counts: no strings, comments, declarations,
 * conditions, and nothing behind a return.
 */
static void what_is_no_statement_is_left_alone(void **state)
{
	static const char after[] =
		"int f(int a)\n"
		"{\n"
		"\tint x = g(a);\n"
		"\t/* call(); is true */\n"
		"\tconst char *s = \"true\"; // false\n"
		"\tif (check(a))\n"
		"\t\tgo(s);\n"
		"\tx +=\n"
		"\t\th(x);\n"
		"\tput(x);\n"
		"\treturn x;\n"
		"}\n"
		"#define CALL call();\n";
	static const char patch[] = HEAD
		"@@ -1,3 +1,13 @@\n"
		" int f(int a)\n"
		" {\n"
		"+\tint x = g(a);\n"
		"+\t/* call(); is true */\n"
		"+\tconst char *s = \"true\"; // false\n"
		"+\tif (check(a))\n"
		"+\t\tgo(s);\n"
		"+\tx +=\n"
		"+\t\th(x);\n"
		"+\tput(x);\n"
		"+\treturn x;\n"
		" }\n"
		"+#define CALL call();\n";
	struct mutants m;
	struct patch p;

	(void)state;
	find(&m, &p, patch, after);
	the(&m, "removed go()");
	the(&m, "removed put()");
	the(&m, "moved behind x ...");	/* if (check(a)) go(s); */
	the(&m, "moved behind put()");	/* x += h(x); */
	for (size_t i = 0; i < m.nr; i++) {
		const char *what = m.mutant[i].what;

		assert_int_not_equal(m.mutant[i].kind, MUTANT_BOOL);
		assert_null(strstr(what, "removed call"));
		assert_null(strstr(what, "removed h("));
		assert_null(strstr(what, "removed check"));
		assert_null(strstr(what, "behind return"));
	}
	mutants_release(&m);
	patch_release(&p);
}

static void blocks_and_else_move_whole(void **state)
{
	static const char after[] =
		"void f(int a)\n"
		"{\n"
		"\tif (a) {\n"
		"\t\tone();\n"
		"\t} else if (b) {\n"
		"\t\ttwo();\n"
		"\t} else\n"
		"\t\tthree();\n"
		"\tfour();\n"
		"}\n";
	static const char patch[] = HEAD
		"@@ -1,4 +1,10 @@\n"
		" void f(int a)\n"
		" {\n"
		"+\tif (a) {\n"
		"+\t\tone();\n"
		"+\t} else if (b) {\n"
		"+\t\ttwo();\n"
		"+\t} else\n"
		"+\t\tthree();\n"
		" \tfour();\n"
		" }\n";
	struct mutants m;
	struct patch p;

	(void)state;
	find(&m, &p, patch, after);
	assert_int_equal(m.nr, 5);
	makes(the(&m, "moved behind four()"), after,
	      "void f(int a)\n{\n\tfour();\n\tif (a) {\n\t\tone();\n\t} else if (b) {\n\t\ttwo();\n\t} else\n\t\tthree();\n}\n");
	makes(the(&m, "removed three()"), after,
	      "void f(int a)\n{\n\tif (a) {\n\t\tone();\n\t} else if (b) {\n\t\ttwo();\n\t} else\n\t\t;\n\tfour();\n}\n");
	makes(the(&m, "removed one()"), after,
	      "void f(int a)\n{\n\tif (a) {\n\t} else if (b) {\n\t\ttwo();\n\t} else\n\t\tthree();\n\tfour();\n}\n");
	mutants_release(&m);
	patch_release(&p);
}

/*
 * Nothing added, nothing to break but the hunk; unbalanced code is no reason to
 * fall over.
 */
static void odd_files_do_no_harm(void **state)
{
	static const char after[] = "f(((\n\tg(true\n";
	struct mutants m;
	struct patch p;

	(void)state;
	find(&m, &p, HEAD "@@ -1,1 +1,2 @@\n f(((\n+\tg(true\n", after);
	assert_int_equal(m.nr, 2);
	the(&m, "left out hunk 1");
	the(&m, "made true false: g(true");
	mutants_release(&m);
	patch_release(&p);
	find(&m, &p, HEAD "@@ -1,2 +1,1 @@\n a\n-b\n", "a\n");
	assert_int_equal(m.nr, 1);
	mutants_release(&m);
	patch_release(&p);
}

/*
 * A kernel-doc comment stands above its function, so git names the function
 * before it in the hunk's head.
 */
static void comments_are_no_change_and_name_no_function(void **state)
{
	static const char after[] =
		"int send(int n)\n{\n\treturn n;\n}\n\n"
		"/* Returns ENOTTY: \"no\" */\n"
		"int get(int n)\n{\n\treturn -ENOTTY;\n}\n\n"
		"/* Returns ENOTTY */\n"
		"int set(int n)\n{\n\tlog(\"/* set */\");\n\treturn 0;\n}\n";
	static const char patch[] = HEAD
		"@@ -5,6 +5,6 @@ int send(int n)\n"
		" \n"
		"-/* Returns EINVAL: \"no\" */\n"
		"+/* Returns ENOTTY: \"no\" */\n"
		" int get(int n)\n"
		" {\n"
		"-\treturn -EINVAL;\n"
		"+\treturn -ENOTTY;\n"
		" }\n"
		"@@ -11,3 +11,3 @@ int get(int n)\n"
		" \n"
		"-/* Returns EINVAL */\n"
		"+/* Returns ENOTTY */\n"
		" int set(int n)\n"
		"@@ -14,3 +14,3 @@ int set(int n)\n"
		" {\n"
		"-\tlog(\"/* get */\");\n"
		"+\tlog(\"/* set */\");\n"
		" \treturn 0;\n";
	struct mutants m;
	struct patch p;

	(void)state;
	find(&m, &p, patch, after);
	assert_string_equal(the(&m, "left out hunk 1")->func, "get");
	for (size_t i = 0; i < m.nr; i++)
		assert_string_not_equal(m.mutant[i].what, "left out hunk 2");
	assert_string_equal(the(&m, "left out hunk 3")->func, "set");
	mutants_release(&m);
	patch_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guarded_call_has_its_four_mutants),
		cmocka_unit_test(a_mutant_is_a_patch),
		cmocka_unit_test(names_do_not_depend_on_place),
		cmocka_unit_test(what_is_no_statement_is_left_alone),
		cmocka_unit_test(blocks_and_else_move_whole),
		cmocka_unit_test(comments_are_no_change_and_name_no_function),
		cmocka_unit_test(odd_files_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

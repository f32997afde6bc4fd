// SPDX-License-Identifier: GPL-2.0-only
/* Pairing the changes of two patches; tests/compare/ has whole ones. */
#include "unit.h"

#include "core/compare/pairing.h"

#define IN_F	"--- a/f.c\n+++ b/f.c\n"
#define TAKE	"@@ -10,6 +10,7 @@ static void take(struct g *g)\n" \
		" \tone(g);\n \ttwo(g);\n \tunset(g, 0);\n" \
		"+\tsetup(pe, false);\n \tfree_it(tbl);\n }\n \n"

/* Two patches and what pairing makes of them. */
struct both {
	struct patch patch[2];
	struct changes changes[2];
	struct pairing p;
};

static void open_both(struct both *b, const char *up, const char *down)
{
	struct diag why = { 0 };

	assert_int_equal(patch_parse(&b->patch[0], span_of(up), 1, "up", &why), 0);
	assert_int_equal(
		patch_parse(&b->patch[1], span_of(down), 1, "down", &why), 0);
	changes_cut(&b->changes[0], &b->patch[0]);
	changes_cut(&b->changes[1], &b->patch[1]);
	pairing_make(&b->p, &b->changes[0], &b->changes[1]);
}

static void close_both(struct both *b)
{
	pairing_release(&b->p);
	for (int i = 0; i < 2; i++) {
		changes_release(&b->changes[i]);
		patch_release(&b->patch[i]);
	}
}

/* The single pair of two patches is of that likeness, for those reasons. */
static void single(const char *up, const char *down, enum pair_kind kind,
		   unsigned int adapted)
{
	struct both b;

	open_both(&b, up, down);
	assert_int_equal(b.p.nr, 1);
	assert_string_equal(pair_kind_name(b.p.pair[0].kind),
			    pair_kind_name(kind));
	assert_int_equal(b.p.pair[0].adapted, adapted);
	close_both(&b);
}

static void equal_patches_are_identical(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F TAKE, PAIR_IDENTICAL, 0);
}

static void other_surroundings_are_context(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F
	       "@@ -1,6 +1,7 @@ static void take(struct g *g)\n"
	       " \tzero(g);\n \ttwo(g);\n \tunset(g, 0);\n"
	       "+\tsetup(pe, false);\n \tfree_it(tbl);\n }\n \n",
	       PAIR_CONTEXT, 0);
}

static void a_flipped_argument_is_adapted(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F
	       "@@ -10,6 +10,7 @@ static void take(struct g *g)\n"
	       " \tone(g);\n \ttwo(g);\n \tunset(g, 0);\n"
	       "+\tsetup(pe, true);\n \tfree_it(tbl);\n }\n \n",
	       PAIR_ADAPTED, ADAPTED_LINES);
}

static void a_call_behind_the_free_is_adapted(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F
	       "@@ -10,6 +10,7 @@ static void take(struct g *g)\n"
	       " \ttwo(g);\n \tunset(g, 0);\n \tfree_it(tbl);\n"
	       "+\tsetup(pe, false);\n }\n \n static int x;\n",
	       PAIR_ADAPTED, ADAPTED_PAST);
}

static void the_sibling_function_is_adapted(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F
	       "@@ -40,6 +40,7 @@ static void release(struct g *g)\n"
	       " \tone(g);\n \ttwo(g);\n \tunset(g, 0);\n"
	       "+\tsetup(pe, false);\n \tfree_it(tbl);\n }\n \n",
	       PAIR_ADAPTED, ADAPTED_PLACE);
}

static void a_new_line_break_is_space(void **state)
{
	(void)state;
	single(IN_F TAKE, IN_F
	       "@@ -10,6 +10,8 @@ static void take(struct g *g)\n"
	       " \tone(g);\n \ttwo(g);\n \tunset(g, 0);\n"
	       "+\tsetup(pe,\n+\t      false);\n \tfree_it(tbl);\n }\n \n",
	       PAIR_SPACE, 0);
}

static void what_one_side_lacks_is_missing_or_extra(void **state)
{
	struct both b;

	(void)state;
	open_both(&b, IN_F TAKE, "--- a/other.h\n+++ b/other.h\n"
		  "@@ -1 +1 @@\n-#define A 1\n+#define A 2\n");
	assert_int_equal(b.p.nr, 2);
	assert_int_equal(b.p.pair[0].kind, PAIR_MISSING);
	assert_int_equal(b.p.pair[1].kind, PAIR_EXTRA);
	close_both(&b);
	open_both(&b, "", IN_F TAKE);
	assert_int_equal(b.p.nr, 1);
	assert_int_equal(b.p.pair[0].kind, PAIR_EXTRA);
	close_both(&b);
	open_both(&b, "", "");
	assert_int_equal(b.p.nr, 0);
	close_both(&b);
}

/* A second statement moved up, with its own change, is found by order. */
static void changes_in_another_order_are_adapted(void **state)
{
	static const char ab[] = IN_F
		"@@ -1,3 +1,5 @@ static void f(void)\n \ts(1);\n"
		"+\talpha(x);\n \ts(2);\n+\tbeta(y, z);\n \ts(3);\n";
	static const char ba[] = IN_F
		"@@ -1,3 +1,5 @@ static void f(void)\n \tt(1);\n"
		"+\tbeta(y, z);\n \tt(2);\n+\talpha(x);\n \tt(3);\n";
	struct both b;
	int moved = 0;

	(void)state;
	open_both(&b, ab, ba);
	assert_int_equal(b.p.nr, 2);
	for (size_t i = 0; i < 2; i++)
		moved += (b.p.pair[i].adapted & ADAPTED_ORDER) != 0;
	assert_int_equal(moved, 1);
	close_both(&b);
}

/* Equal lines in two functions: each finds its own, whatever comes first. */
static void twins_pair_by_function(void **state)
{
	static const char twin[] = "@@ -9,3 +9,4 @@ void %s(void)\n \tx();\n"
				   "+\tset();\n \ty();\n }\n";
	struct buf up = { 0 }, down = { 0 };
	struct both b;

	(void)state;
	buf_adds(&up, IN_F);
	buf_addf(&up, twin, "take");
	buf_addf(&up, twin, "release");
	buf_adds(&down, IN_F);
	buf_addf(&down, twin, "release");
	open_both(&b, up.at, down.at);
	assert_int_equal(b.p.nr, 2);
	assert_int_equal(b.p.pair[0].kind, PAIR_MISSING);
	assert_int_equal(b.p.pair[1].kind, PAIR_IDENTICAL);
	close_both(&b);
	buf_release(&up);
	buf_release(&down);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_patches_are_identical),
		cmocka_unit_test(other_surroundings_are_context),
		cmocka_unit_test(a_flipped_argument_is_adapted),
		cmocka_unit_test(a_call_behind_the_free_is_adapted),
		cmocka_unit_test(the_sibling_function_is_adapted),
		cmocka_unit_test(a_new_line_break_is_space),
		cmocka_unit_test(what_one_side_lacks_is_missing_or_extra),
		cmocka_unit_test(changes_in_another_order_are_adapted),
		cmocka_unit_test(twins_pair_by_function),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

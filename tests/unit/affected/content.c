// SPDX-License-Identifier: GPL-2.0-only
/* What the sources of a release tell of the bug that a patch fixes. */
#include "unit.h"

#include "core/affected/content.h"

static const char changes[] =
"--- a/x.c\n"
"+++ b/x.c\n"
"@@ -1,7 +1,7 @@ int one(void)\n"
" }\n"
" \n"
" int two(void)\n"
" {\n"
"-\treturn old(1);\n"
"+\treturn new(1);\n"
" }\n"
" \n"
"@@ -20,4 +20,4 @@ int three(void)\n"
" {\n"
"-\told(2);\n"
"+\tnew(2);\n"
" \t}\n"
" \tend();\n"
"--- a/y.c\n"
"+++ b/y.c\n"
"@@ -2,3 +2,3 @@ int four(void)\n"
" {\n"
"-\told(3);\n"
"+\tnew(3);\n"
" }\n";

static const char adds[] =
"--- a/x.c\n"
"+++ b/x.c\n"
"@@ -2,2 +2,3 @@ int two(void)\n"
" {\n"
"+\tnew(1);\n"
" }\n"
"--- /dev/null\n"
"+++ b/z.c\n"
"@@ -0,0 +1 @@\n"
"+int z;\n";

static const char outside[] =
"--- a/x.c\n"
"+++ b/x.c\n"
"@@ -1,2 +1,2 @@\n"
"-#define OLD 1\n"
"+#define OLD 2\n"
" \n";

static const struct {
	const char *patch;
	const char *x, *y;	/* the files; NULL: not there */
	enum content_state state;
	const char *reason;
} rows[] = {
	{ changes, NULL, NULL, CONTENT_NO_FILE, "x.c is not there" },
	{ changes, "int five(void)\n{\n}\n", NULL, CONTENT_NO_FUNCTION,
	  "two() is not in x.c" },
	/* a declaration is no function; the @@ line's is not the hunk's */
	{ changes, "int two(void);\nint one(void)\n{\n\told(2);\n}\n", NULL,
	  CONTENT_NO_FUNCTION, "two() is not in x.c" },
	/* one of the places is enough for a doubt */
	{ changes, NULL, "int four(void)\n{\n\told(3);\n}\n", CONTENT_MAY,
	  "the fix does not apply as it is, but lines that it removes are there" },
	{ changes, "int two(void)\n{\n  return old(1);\n}\n", NULL,
	  CONTENT_MAY, "the fix does not apply" },
	{ changes, "int two(void)\n{\n\treturn other(1);\n}\n", NULL,
	  CONTENT_NO_LINES,
	  "none of the 2 lines that the fix removes is there" },
	{ changes, "int two(void)\n{\n}\n", "int four(void)\n{\n}\n",
	  CONTENT_NO_LINES,
	  "none of the 3 lines that the fix removes is there" },
	{ changes, "int three(void)\n{\n\told(2);\n}\n", "", CONTENT_MAY,
	  "the fix does not apply" },
	/* what removes nothing says nothing of lines */
	{ adds, "int two(void)\n{\n\tother();\n}\n", NULL, CONTENT_MAY,
	  "the fix does not apply as it is, but what it changes is there" },
	{ adds, "int one(void)\n{\n}\n", NULL, CONTENT_NO_FUNCTION,
	  "two() is not in x.c" },
	{ adds, NULL, NULL, CONTENT_NO_FILE, "x.c is not there" },
	/* outside of functions */
	{ outside, "int x;\n", NULL, CONTENT_NO_LINES,
	  "the line that the fix removes is not there" },
	{ outside, "#define OLD 1\n", NULL, CONTENT_MAY, "does not apply" },
};

static void judges_what_is_not_placed(void **state)
{
	const struct patch_result refused = { .outcome = PATCH_REFUSED };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *text[] = { rows[i].x, rows[i].y };
		struct span file[2] = { { NULL, 0 }, { NULL, 0 } };
		struct content c;
		struct patch p;
		struct diag why;

		assert_int_equal(patch_parse(&p, span_of(rows[i].patch), 1, "p",
					     &why), 0);
		for (size_t k = 0; k < p.nr; k++)
			if (text[k])
				file[k] = span_of(text[k]);
		content_judge(&c, &p, &refused, file);
		assert_string_equal(content_word(c.state),
				    content_word(rows[i].state));
		assert_non_null(strstr(c.reason, rows[i].reason));
		patch_release(&p);
	}
}

static void believes_what_is_placed(void **state)
{
	const struct patch_result applied = { .outcome = PATCH_APPLIED },
		merged = { .outcome = PATCH_MERGED };
	struct patch p = { 0 };
	struct content c;

	(void)state;
	content_judge(&c, &p, &applied, NULL);
	assert_int_equal(c.state, CONTENT_MAY);
	assert_string_equal(c.reason, "the fix applies");
	content_judge(&c, &p, &merged, NULL);
	assert_int_equal(c.state, CONTENT_MERGED);
	assert_string_equal(content_word(c.state), "merged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_what_is_not_placed),
		cmocka_unit_test(believes_what_is_placed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Texts that are taken for patches by mistake. */
#include "unit.h"

#include "core/patch/not-a-patch.h"
#include "core/patch/patch.h"

#define DIFF(in) in "--- a/f\n" in "+++ b/f\n" in "@@ -1 +1 @@\n" in "-a\n" in "+b\n"

static void is_called(struct span text, const char *words, long lineno)
{
	struct diag why = { 0 };
	struct patch p;

	assert_int_equal(patch_parse(&p, text, 1, "p", &why), -1);
	if (!strstr(why.text, words))
		fail_msg("'%s' does not say '%s'", why.text, words);
	assert_int_equal(why.lineno, lineno);
	patch_release(&p);
}

static void passes(const char *text)
{
	struct diag why = { 0 };
	struct patch p;

	assert_int_equal(patch_parse(&p, span_of(text), 1, "p", &why), 0);
	assert_int_equal(p.nr, 0);
	patch_release(&p);
}

static void what_else_it_is_is_said(void **state)
{
	static const char le[] = "\xff\xfe" "d\0i\0f\0f\0";
	static const char be[] = "\0d\0i\0f\0f\0 \0a\0 \0b\0\n";

	(void)state;
	is_called((struct span){ le, sizeof(le) - 1 }, "UTF-16", 1);
	is_called((struct span){ be, sizeof(be) - 1 }, "UTF-16", 1);
	is_called(span_of("\n <!DOCTYPE html>\n<html>"), "web page", 1);
	is_called(span_of("<HTML><head>"), "web page", 1);
	is_called(span_of("{\"message\":\"404 Not Found\"}"), "JSON", 1);
	is_called(span_of("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n"),
		  "git lfs pull", 1);
	is_called(span_of("\x1f\x8b\x08\n"), "gzip", 1);
	is_called(span_of("../v4.9/fix.patch"), "a link", 1);
	is_called(span_of("fix-upstream.patch\n"), "a link", 1);
	is_called(span_of("On Monday somebody wrote:\n\n" DIFF("> ")), "quoted", 3);
	is_called(span_of(DIFF(">")), "quoted", 1);
	is_called(span_of(DIFF("> > ")), "quoted", 1);
	is_called(span_of("Message\n\n" DIFF("    ")), "indented", 3);
	is_called(span_of(DIFF("\t")), "indented", 1);
}

static void texts_may_pass(void **state)
{
	(void)state;
	passes("");
	passes("\n\n");
	passes("From: A <a@example.org>\nSubject: [PATCH 0/3] three fixes\n\nWhy.\n");
	passes("From: A <a@example.org>\nSubject: [PATCH v2 00/12] x\n\nInterdiff:\n"
	       DIFF("  "));
	passes("Only the commands, ../path and all:\n  --- a\n  +++ b\n");
	passes("Some words about fix.patch\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_else_it_is_is_said),
		cmocka_unit_test(texts_may_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

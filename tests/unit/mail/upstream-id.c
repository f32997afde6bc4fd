// SPDX-License-Identifier: GPL-2.0-only
/* The upstream commit that a header claims, in every profile's form. */
#include "unit.h"

#include "core/mail/upstream-id.h"

#define ID "0123456789abcdef0123456789abcdef01234567"
#define OTHER "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void claims(const char *header, const char *id)
{
	struct span got = upstream_id_claimed(span_of(header));

	if (!span_equals(got, span_of(id)))
		fail_msg("'%s' gives '%.*s'", header, (int)got.len, got.at);
}

static void each_profile_has_its_form(void **state)
{
	(void)state;
	claims("s\n\ncommit " ID " upstream.\n\ntext\n", ID);
	claims("[ Upstream commit " ID " ]\n", ID);
	claims("text\n(cherry picked from commit " ID ")\n", ID);
	claims("text\n(backported from commit " ID " linux-next)\n", ID);
	claims("(cherry picked from commit " ID "\n https://git.example.org/foo.git x)\n", ID);
	claims("From: A <a@example.org>\nGit-commit: " ID "\nPatch-mainline: v6.1\n", ID);
	claims("git-commit: " ID " (partial)\n", ID);
	claims("Origin: upstream, commit:" ID "\n", ID);
	claims("Origin: backport,\n https://git.example.org/linux/commit/0123456789ab\n", "0123456789ab");
	claims("Origin: upstream, https://git.example.org/linux.git/commit/?id=" ID "\n", ID);
	claims("Origin: https://git.kernel.org/linus/" ID "\n", ID);
	claims("Applied-Upstream: 6.1, https://git.example.org/?p=l.git;a=commit;h=" ID "\n", ID);
}

static void stable_s_form_comes_first(void **state)
{
	(void)state;
	claims("(cherry picked from commit " OTHER ")\ncommit " ID " upstream.\n", ID);
	claims("(cherry picked from commit " ID ")\n(cherry picked from commit " OTHER ")\n", ID);
}

static void other_text_claims_nothing(void **state)
{
	(void)state;
	claims("", "");
	claims("This fixes commit " ID " (\"x\").\n", "");
	claims("This reverts commit " ID ".\n", "");
	claims("Origin: vendor\n", "");
	claims("Origin: other, https://example.org/commit/abc\n", "");
	claims("Git-commit: no\n", "");
	claims("X-Origin: upstream, commit:" ID "\n", "");
}

static void an_id_has_12_to_40_lower_case_digits(void **state)
{
	(void)state;
	assert_true(is_commit_id(ID));
	assert_true(is_commit_id(&ID[1]));
	assert_true(is_commit_id("0123456789ab"));
	assert_false(is_commit_id("0123456789a"));
	assert_false(is_commit_id(""));
	assert_false(is_commit_id(ID "0"));
	assert_false(is_commit_id("0123456789ab "));
	assert_false(is_commit_id("0123456789aB"));
	assert_false(is_commit_id("A123456789abcdef0123456789abcdef01234567"));
	assert_true(is_whole_commit_id(ID));
	assert_false(is_whole_commit_id(&ID[1]));
}

static void agree(const char *a, const char *b, bool wanted)
{
	assert_int_equal(commit_ids_agree(span_of(a), span_of(b)), wanted);
	assert_int_equal(commit_ids_agree(span_of(b), span_of(a)), wanted);
}

static void ids_agree_as_far_as_both_go(void **state)
{
	(void)state;
	agree(ID, ID, true);
	agree(ID, "0123456789ab", true);
	agree(ID, "0123456789ABCD", true);
	agree("0123456789abcd", "0123456789ab", true);
	agree(ID, "0123456789ac", false);
	agree("0123456789abce", "0123456789abcd", false);
	agree(ID, OTHER, false);
	agree(ID, "", false);
	agree("", "", false);
}

static void names(const char *text, bool wanted)
{
	assert_int_equal(names_commit(span_of(text), ID), wanted);
}

static void a_test_names_its_commit(void **state)
{
	(void)state;
	names("\t\t{\"linux-git\", \"0123456789ab\"},\n", true);
	names("\t\t{\"linux-git\", \"0123456789ab \"},\n", true);
	names("{" ID "}", true);
	names(ID, true);
	names("0123456789ab", true);
	names("0123456789a", false);
	names("0123456789ac", false);
	names("a0123456789ab", false);
	names("0123456789abd", false);
	names(ID "0", false);
	names("fe " OTHER " 0123456789ab", true);
	names("", false);
}

static void an_abbreviated_id_is_named_in_full(void **state)
{
	(void)state;
	assert_true(names_commit(span_of("{" ID "}"), "0123456789abcd"));
	assert_true(names_commit(span_of("0123456789ab"), "0123456789abcd"));
	assert_false(names_commit(span_of(OTHER), "0123456789abcd"));
	assert_false(names_commit(span_of("0123456789a"), "0123456789abcd"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_profile_has_its_form),
		cmocka_unit_test(stable_s_form_comes_first),
		cmocka_unit_test(other_text_claims_nothing),
		cmocka_unit_test(a_test_names_its_commit),
		cmocka_unit_test(an_id_has_12_to_40_lower_case_digits),
		cmocka_unit_test(ids_agree_as_far_as_both_go),
		cmocka_unit_test(an_abbreviated_id_is_named_in_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * git's binary patches: literal and delta, forward and back, and damaged ones.
 */
#include "unit.h"

#include "core/patch/binary.h"
#include "core/patch/patch.h"

/*
 * What git diff --binary says of "hello\0world\n" and "hello\0there world\n".
 */
#define HEAD "diff --git a/h b/h\n" \
	"index 8e5da76b24d9a89e507982011ad21f4c191580f6..319a97ece87b279588aa2d40273ab7a8c0899afb 100644\n" \
	"GIT binary patch\n"
#define FORWARD "literal 18\nZcmc~u&B@7UD9K1IN>wP&FUm>b0sues27dqm\n\n"
#define BACK "literal 12\nTcmc~u&B@7UD9<m-N#Ozj9g+k`\n\n"

static const char old_bytes[] = "hello\0world\n";
static const char new_bytes[] = "hello\0there world\n";

static void parses(struct patch *p, const char *text)
{
	struct diag why = { 0 };

	if (patch_parse(p, span_of(text), 1, "p", &why))
		fail_msg("refused: line %ld: %s", why.lineno, why.text);
	assert_true(p->nr > 0);
	assert_int_equal(p->diff[0].kind, FILE_DIFF_BINARY);
}

static void gives(const struct binary *b, struct span preimage,
		  struct span want)
{
	struct buf out = { 0 };
	struct diag why = { 0 };

	if (binary_apply(b, preimage, &out, "p", &why))
		fail_msg("refused: line %ld: %s", why.lineno, why.text);
	assert_true(span_equals(buf_span(&out), want));
	buf_release(&out);
}

static void a_literal_both_ways(void **state)
{
	const struct span old = { old_bytes, sizeof(old_bytes) - 1 };
	const struct span new = { new_bytes, sizeof(new_bytes) - 1 };
	struct patch p;

	(void)state;
	parses(&p, HEAD FORWARD BACK "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n");
	assert_int_equal(p.nr, 2);
	assert_int_equal(p.diff[0].forward.method, BINARY_LITERAL);
	assert_int_equal(p.diff[0].forward.size, 18);
	assert_int_equal(p.diff[0].forward.lineno, 4);
	assert_int_equal(p.diff[0].reverse.lineno, 7);
	assert_int_equal(p.diff[0].old_id.len, 40);
	gives(&p.diff[0].forward, old, new);
	patch_reverse(&p);
	gives(&p.diff[1].forward, new, old);
	patch_release(&p);
}

/*
 * 1,200 bytes of a pattern, and the same with 20 bytes at 500 replaced by ten.
 */
static void make_images(char *old, char *new)
{
	for (int i = 0; i < 1200; i++)
		old[i] = (char)((i * 7 + i / 256 * 13) % 251);
	memcpy(new, old, 500);
	memcpy(new + 500, "\0INSERTED", 10);
	memcpy(new + 510, old + 520, 680);
}

#define DELTA "diff --git a/d b/d\nindex f56cd4e..c914e8a 100644\nGIT binary patch\n" \
	"delta 26\nicmdnMxr}qe7e+1yPrqQ-pb%FVhKVQ5H`_B6G64X0`v`6T\n\n" \
	"delta 23\nfcmZ3+xq)-T7skmvOgs}0+E31BG2fiSWW@vkX%PqJ\n\n"

static void a_delta_both_ways(void **state)
{
	char old[1200], new[1190], longer[1201] = { 0 };
	struct buf out = { 0 };
	struct diag why = { 0 };
	struct patch p;

	(void)state;
	make_images(old, new);
	parses(&p, DELTA);
	gives(&p.diff[0].forward, (struct span){ old, 1200 },
	      (struct span){ new, 1190 });
	gives(&p.diff[0].reverse, (struct span){ new, 1190 },
	      (struct span){ old, 1200 });
	assert_int_equal(binary_apply(&p.diff[0].forward,
				      (struct span){ old, 1199 }, &out, "p",
				      &why),
			 -1);
	assert_non_null(strstr(why.text, "another file"));
	assert_int_equal(why.lineno, 4);
	assert_int_equal(out.len, 0);
	memcpy(longer, old, sizeof(old));
	assert_int_equal(binary_apply(&p.diff[0].forward,
				      (struct span){ longer, 1201 }, &out, "p",
				      &why),
			 -1);
	buf_release(&out);
	patch_release(&p);
}

static void a_lone_half_cannot_be_reversed(void **state)
{
	struct buf out = { 0 };
	struct diag why = { 0 };
	struct patch p;

	(void)state;
	parses(&p, HEAD FORWARD);
	patch_reverse(&p);
	assert_int_equal(binary_apply(&p.diff[0].forward, span_of("x"),
				      &out, "p", &why), -1);
	assert_non_null(strstr(why.text, "reverse half"));
	patch_release(&p);
}

static void a_change_without_bytes_is_kept_and_not_applied(void **state)
{
	struct buf out = { 0 };
	struct diag why = { 0 };
	struct patch p;

	(void)state;
	parses(&p, "diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n");
	assert_int_equal(p.diff[0].forward.method, BINARY_NONE);
	assert_int_equal(binary_apply(&p.diff[0].forward, span_of("x"),
				      &out, "p", &why), -1);
	assert_non_null(strstr(why.text, "without its bytes"));
	assert_int_equal(why.lineno, 3);
	patch_release(&p);
}

/* Parses, for its lines have the right shape, and is refused when applied. */
static void is_damaged(const char *text)
{
	struct buf out = { 0 };
	struct diag why = { 0 };
	struct patch p;

	parses(&p, text);
	assert_int_equal(binary_apply(&p.diff[0].forward, span_of("x"),
				      &out, "p", &why), -1);
	assert_non_null(strstr(why.text, "damaged"));
	assert_int_equal(out.len, 0);
	buf_release(&out);
	patch_release(&p);
}

static void damage_is_noticed(void **state)
{
	(void)state;
	/*
	 * One digit changed; one size too small, one too large; bytes that are
	 * no digit.
	 */
	is_damaged(HEAD "literal 18\nZcmc~u&B@7UD9K1IN>wP&FUm>b0sves27dqm\n\n");
	is_damaged(HEAD "literal 17\nZcmc~u&B@7UD9K1IN>wP&FUm>b0sues27dqm\n\n");
	is_damaged(HEAD "literal 19\nZcmc~u&B@7UD9K1IN>wP&FUm>b0sues27dqm\n\n");
	is_damaged(HEAD "literal 18\nZcmc~u&B@7UD9K1IN>wP&FUm>b0s\"es27dqm\n\n");
	is_damaged(HEAD "literal 18\nZ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n\n");
	is_damaged(HEAD "literal 18\n\n");
}

static void is_refused(const char *text, long lineno, const char *words)
{
	struct patch p;
	struct diag why = { 0 };

	assert_int_equal(patch_parse(&p, span_of(text), 1, "p", &why), -1);
	if (!strstr(why.text, words))
		fail_msg("'%s' does not say '%s'", why.text, words);
	assert_int_equal(why.lineno, lineno);
	patch_release(&p);
}

static void wrong_shapes_are_refused_when_parsed(void **state)
{
	(void)state;
	is_refused(HEAD "literal 18\nZcmc~u&B@7UD9K1IN\n", 5, "not a line of a binary patch");
	is_refused(HEAD "literal 18\nacmc~u\n", 5, "not a line of a binary patch");
	is_refused(HEAD "literal 18\n-cmc~u\n", 5, "not a line of a binary patch");
	is_refused(HEAD "literal\n", 4, "literal SIZE");
	is_refused(HEAD "verbatim 5\n", 4, "literal SIZE");
	is_refused(HEAD "literal 99999999999\n", 4, "literal SIZE");
	is_refused(HEAD "literal 300000000\n\n", 4, "64 MiB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_literal_both_ways),
		cmocka_unit_test(a_delta_both_ways),
		cmocka_unit_test(a_lone_half_cannot_be_reversed),
		cmocka_unit_test(
			a_change_without_bytes_is_kept_and_not_applied),
		cmocka_unit_test(damage_is_noticed),
		cmocka_unit_test(wrong_shapes_are_refused_when_parsed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

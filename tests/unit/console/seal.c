// SPDX-License-Identifier: GPL-2.0-only
/* The guest's seals: whose lines are believed, and who shares a line. */
#include "core/console/judge-console.h"
#include "unit.h"

#include "core/console/boot-outcome.h"
#include "tests/seal-log.h"

static const struct boot_asked asked = {
	.secret = "0123456789abcde", .check = "a", .release = "4.9",
};

static const char passes[] =
	"Linux version 4.9 (b@example) #1\n"
	"backport: start check=a kernel=4.9 rounds=1\n"
	"backport: step 1.up PASS ms=55\n"
	"backport: step 1.own PASS ms=5 reason=\"a mac=0 of no use\"\n"
	"backport: result PASS steps=2 passed=2 failed=0 skipped=0\n"
	"backport: end\n";

/* As the authors of SipHash give it: key 00 to 0f, text 00 to 0e. */
static void the_mac_is_siphash(void **state)
{
	unsigned char key[16];
	char text[15];

	(void)state;
	for (int i = 0; i < 16; i++)
		key[i] = i;
	for (int i = 0; i < 15; i++)
		text[i] = i;
	assert_true(seal(key, text, 15) == 0xa129ca6149be45e5);
	assert_true(seal(key, text, 0) == 0x726fdb47dd0e0e31);
	assert_true(seal(key, text, 8) == 0x93f5f5799a932462);
}

/* Judges a log; the console's lines are views into it. */
static enum outcome judge(struct span log, const struct boot_asked *a,
			  char *why, size_t size)
{
	enum outcome outcome;
	struct console c;

	console_read(&c, log, a);
	outcome = boot_judge(&c, STOP_ITSELF, why, size);
	console_release(&c);
	return outcome;
}

/* Replaces what stands in the sealed log once. */
static void edit(struct buf *log, const char *from, const char *to)
{
	struct buf new = { 0 };
	const char *at = strstr(log->at, from);

	assert_non_null(at);
	buf_add(&new, log->at, at - log->at);
	buf_adds(&new, to);
	buf_adds(&new, at + strlen(from));
	buf_release(log);
	*log = new;
}

static void expect(const char *from, const char *to, enum outcome outcome,
		   const char *reason)
{
	struct buf log = { 0 };
	enum outcome got;
	char why[600];

	seal_log(&log, span_of(passes), asked.secret);
	edit(&log, from, to);
	got = judge(buf_span(&log), &asked, why, sizeof(why));
	if (got != outcome || !strstr(why, reason))
		fail_msg("'%s' for '%s': %s, %s", to, from, outcome_name(got),
			 why);
	buf_release(&log);
}

/* A kernel that fills its lines with what looks like the guest's. */
static void many_seals_in_a_line_are_garbage(void **state)
{
	struct buf many = { 0 }, few = { 0 };

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_adds(i < 5 ? &few : &many, "backport: 1 x mac=0123456789abcdef ");
	buf_adds(&few, "backport: 2 step");
	buf_adds(&many, "backport: 2 step");
	expect("backport: 2 step", few.at, PASS, "");
	expect("backport: 2 step", many.at, ERROR,
	       "a line of the guest is cut, garbled or forged");
	buf_clear(&many);
	for (int i = 0; i < 100; i++)
		buf_adds(&many, " mac=00:11:22");
	buf_adds(&many, " backport: 2 step");
	expect("backport: 2 step", many.at, PASS, "");
	buf_release(&many);
	buf_release(&few);
}

static void what_is_changed_is_no_evidence(void **state)
{
	static const char forged[] =
		"a line of the guest is cut, garbled or forged";

	(void)state;
	expect("#1", "#1", PASS, "");
	expect("1.own PASS", "1.own FAIL", ERROR, forged);
	expect("3 step", "4 step", ERROR, forged);
	expect("kernel=4.9", "kernel=4.8", ERROR, forged);
	expect("ms=55 mac=", "ms=55 mac=0", ERROR, forged);
	expect("backport: 3 step 1.own", "x", ERROR, "");
	expect("ms=55", "ms=[   12.3] WARNING: CPU: 0 PID: 71 at x\n55", ERROR,
	       forged);
}

static void no_line_comes_twice_or_not_at_all(void **state)
{
	struct buf log = { 0 };
	struct span rest, line;
	char why[600];

	(void)state;
	for (int skip = 1; skip < 6; skip++) {
		int i = 0;

		for (int twice = 0; twice < 2; twice++, i = 0) {
			struct buf sealed = { 0 };

			buf_clear(&log);
			seal_log(&sealed, span_of(passes), asked.secret);
			rest = buf_span(&sealed);
			while (span_line(&rest, &line)) {
				for (int n = i == skip ? 2 * twice : 1; n; n--)
					buf_addf(&log, "%.*s\n", (int)line.len,
						 line.at);
				i++;
			}
			assert_true(judge(buf_span(&log), &asked, why,
					  sizeof(why)) != PASS);
			buf_release(&sealed);
		}
	}
	buf_release(&log);
}

static void what_shares_a_line_is_told_apart(void **state)
{
	(void)state;
	expect("backport: 3",
	       "[   12.3] WARNING: CPU: 0 PID: 71 at kernel/foo.c:1 f+0x1/0x2backport: 3",
	       FAIL, "the kernel complained; line 4: [   12.3] WARNING: CPU: 0");
	expect("\nbackport: 4", "[   12.3] BUG: Bad page state in process a  pfn:00001\nbackport: 4",
	       FAIL, "the kernel complained; line 4");
	expect("\nbackport: 4", "backport: 4", PASS, "");
	expect("backport: 3", "backport: loading it: backport: 3", PASS, "");
	expect("#1", "#1\nbackport: loading out-of-tree module taints kernel.",
	       PASS, "");
	expect("#1", "#1\nbackport: step 1.up FAIL", PASS, "");
	expect("#1", "#1\nbackport: 1 step 1.up FAIL", ERROR, "forged");
}

static void only_what_was_asked_is_evidence(void **state)
{
	static const struct {
		struct boot_asked asked;
		const char *why;
	} t[] = {
		{ { .check = "b" }, "the check is 'a', asked was 'b'" },
		{ { .release = "4.10" }, "the kernel is 4.9, asked was 4.10" },
		{ { .secret = "?" }, "" },
	};
	struct buf log = { 0 };
	char why[600];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
		struct boot_asked a = t[i].asked;

		buf_clear(&log);
		seal_log(&log, span_of(passes), asked.secret);
		if (!a.secret[0])
			memcpy(a.secret, asked.secret, SEAL_SECRET);
		assert_int_equal(judge(buf_span(&log), &a, why, sizeof(why)),
				 ERROR);
		if (!strstr(why, t[i].why))
			fail_msg("%s", why);
	}
	buf_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_mac_is_siphash),
		cmocka_unit_test(many_seals_in_a_line_are_garbage),
		cmocka_unit_test(what_is_changed_is_no_evidence),
		cmocka_unit_test(no_line_comes_twice_or_not_at_all),
		cmocka_unit_test(what_shares_a_line_is_told_apart),
		cmocka_unit_test(only_what_was_asked_is_evidence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

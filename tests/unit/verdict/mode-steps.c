// SPDX-License-Identifier: GPL-2.0-only
/* A check that ends early passes what it has not run. */
#include "row.h"

#include "core/verdict/mode-steps.h"

/* The steps of a boot, "1.up=P 1.own=F 1.again=K", as row.h's letters. */
static void boot(struct mode_steps *steps, const char *said, bool signature)
{
	char text[200], *word = strtok(strcpy(text, said), " ");
	struct step step[8];
	struct console c = { .step = step };

	for (; word; word = strtok(NULL, " ")) {
		char *letter = strchr(word, '=');

		*letter++ = '\0';
		step[c.nr++] = (struct step){
			.name = word,
			.outcome = *letter == 'P' ? PASS :
				   *letter == 'F' ? FAIL : SKIP,
		};
	}
	mode_steps_add(steps, &c, signature);
}

/* A fix whose check says these things without it, and with it once or twice. */
static void judged(const char *without, const char *with, const char *again,
		   const char *wanted)
{
	const struct row row = { "PP", { "P=SP", "P=PP" }, 1, PROVED, "" };
	struct mode_steps before = { 0 }, after = { 0 }, other = { 0 };
	enum verdict verdict;
	struct room r;
	char reason[300];

	boot(&before, without, true);
	boot(&after, with, false);
	if (again)
		boot(&after, again, false);
	boot(&other, "1.up=P 1.own=P", false);
	make(&r, &row);
	r.mode[0][0].steps = &before;
	r.mode[1][0].steps = &after;
	r.mode[0][1].steps = r.mode[1][1].steps = &other;
	verdict = fix_judge(&r.e, reason, sizeof(reason));
	if (strncmp(wanted, "fails", 5))
		assert_int_equal(verdict, UNPROVED);
	else
		assert_int_equal(verdict, PROVED);
	if (!strstr(reason, wanted))
		fail_msg("%s | %s: %s", without, with, reason);
	mode_steps_release(&before);
	mode_steps_release(&after);
	mode_steps_release(&other);
}

static void what_fails_without_is_run_with(void **state)
{
	const char *good = "1.up=P 1.own=P 1.again=P",
		   *early = "plain: at after the check's step '1.own', which "
		   "fails without the fix, does not pass: it is skipped or not "
		   "run";

	(void)state;
	judged("1.up=P 1.own=F 1.again=K", good, NULL, "fails without");
	judged("1.up=P 1.own=F 1.again=K", good, good, "fails without");
	judged("1.up=P 1.own=F 1.again=K", "0.nothing=P", NULL, early);
	judged("1.up=P 1.own=F", "1.up=P", NULL, early);
	judged("1.up=P 1.own=F", "1.up=P 1.own=K", NULL, early);
	/* each boot runs it */
	judged("1.up=P 1.own=F", good, "1.up=P", early);
	judged("1.up=P 1.own=F", "1.up=P", good, early);
	/* and in each round */
	judged("1.own=F 2.own=F", good, NULL, "step '2.own'");
	judged("1.own=F 2.own=F", "1.own=P 2.own=P 3.own=P", NULL,
	       "fails without");
}

/* What fails at any step before the fix counts, at any step with it. */
static void at_every_step(void **state)
{
	const struct row row = { "PP", { "P=SP", "P=SP", "P=PP", "P=PP" }, 2,
				 PROVED, "" };
	struct mode_steps one = { 0 }, two = { 0 }, all = { 0 }, few = { 0 };
	struct room r;
	char reason[300];

	(void)state;
	boot(&one, "a=F b=P", true);
	boot(&two, "a=F b=F", true);
	boot(&all, "a=P b=P", false);
	boot(&few, "a=P", false);
	make(&r, &row);
	r.mode[0][0].steps = &one;
	r.mode[1][0].steps = &two;
	r.mode[2][0].steps = r.mode[3][0].steps = &all;
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), PROVED);
	r.mode[3][0].steps = &few;
	assert_int_equal(fix_judge(&r.e, reason, sizeof(reason)), UNPROVED);
	assert_non_null(strstr(reason, "at after the check's step 'b'"));
	mode_steps_release(&one);
	mode_steps_release(&two);
	mode_steps_release(&all);
	mode_steps_release(&few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fails_without_is_run_with),
		cmocka_unit_test(at_every_step),
	};

	return cmocka_run_group_tests_name("mode-steps", tests, NULL, NULL);
}

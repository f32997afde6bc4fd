// SPDX-License-Identifier: GPL-2.0-only
/* Mailboxes: where a mail begins, and what only looks like it. */
#include "core/mail/mailbox.h"

#include "unit.h"

static const char box[] =
	"From 1234 Mon Sep 17 00:00:00 2001\n"
	"Subject: one\n"
	"\n"
	"From here on it is text.\n"
	"\n"
	"From a@example.org Tue Feb 21 13:40:20 2017\n"
	"Subject: two\n";

static void test_two(void **state)
{
	struct span rest = span_of(box), mail;

	(void)state;
	assert_int_equal(mail_count(span_of(box)), 2);
	assert_true(mail_next(&rest, &mail));
	assert_true(span_ends(mail, "it is text.\n\n"));
	assert_true(mail_next(&rest, &mail));
	assert_true(span_starts(mail, "From a@example.org "));
	assert_true(span_ends(mail, "two\n"));
	assert_false(mail_next(&rest, &mail));
}

static void test_none(void **state)
{
	struct span text = span_of("--- a\n+++ b\nFrom 1 Mon Sep 17 00:00:00 2001\n");
	struct span rest = text, mail;

	(void)state;
	assert_true(mail_next(&rest, &mail));
	assert_true(span_equals(mail, text));
	assert_false(mail_next(&rest, &mail));
}

static int left_out(const char *text)
{
	struct diag why = { 0 };
	struct mail m;
	int ret;

	assert_int_equal(mail_parse(&m, span_of(text), "p", NULL, &why), 0);
	ret = mail_leave_out(&m, "p", 7, &why);
	if (ret) {
		assert_int_equal(why.lineno, 7);
		assert_non_null(strstr(why.text, "patch 2 of 3, 'two',"));
	}
	mail_release(&m);
	return ret;
}

static void test_lost_diff(void **state)
{
	(void)state;
	assert_int_equal(left_out("Subject: [PATCH 2/3] two\n\ntext\n"), -1);
	assert_int_equal(left_out("Subject: [PATCH 0/3] all\n\ntext\n"), 0);
	assert_int_equal(left_out("Subject: Re: [PATCH 2/3] two\n\nok\n"), 0);
	assert_int_equal(left_out("Subject: [ANNOUNCE] it\n\ntext\n"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_lost_diff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Mail: what git am makes of the same text, and DEP-3 besides. */
#include <stdio.h>
#include "unit.h"

#include "core/mail/mailbox.h"
#include "core/mail/read.h"

#define DIFF "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
#define FROM_LINE "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"

static void parses(struct mail *m, const char *text)
{
	struct diag why = { 0 };

	if (mail_parse(m, span_of(text), "m", NULL, &why))
		fail_msg("refused: line %ld: %s", why.lineno, why.text);
}

/* Klingon has a K where others have a tilde. */
static bool klingon(struct span s, const char *charset, struct buf *out)
{
	if (strcmp(charset, "klingon"))
		return false;
	for (size_t i = 0; i < s.len; i++)
		buf_addc(out, s.at[i] == '~' ? 'K' : s.at[i]);
	return true;
}

static void a_number_in_a_series(void **state)
{
	static const struct {
		const char *subject;
		int part, parts;
		bool is_reply;
	} cases[] = {
		{ "[PATCH] fix it", 0, 0, false },
		{ "[PATCH 4.19 012/110] fix it", 12, 110, false },
		{ "[RFC][PATCH v2 0/3] fix it", 0, 3, false },
		{ "[PATCH 1/2 for 4.9] fix it", 1, 2, false },
		{ "Re: [PATCH 2/3] fix it", 2, 3, true },
		{ "re: no patch", 0, 0, true },
		{ "[PATCH 3/2] fix it", 0, 0, false },
		{ "[PATCH v1/2] fix it", 0, 0, false },
		{ "[PATCH 1/] fix it", 0, 0, false },
		{ "fix [1/2] it", 0, 0, false },
		{ "[PATCH 1/2", 0, 0, false },
		{ "[", 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[128];
		struct mail m;

		snprintf(text, sizeof(text), "From: A <a@b.c>\nSubject: %s\n\nWhy.\n---\n" DIFF,
			 cases[i].subject);
		parses(&m, text);
		if (m.part != cases[i].part || m.parts != cases[i].parts ||
		    m.is_reply != cases[i].is_reply)
			fail_msg("%s: %d/%d", cases[i].subject, m.part,
				 m.parts);
		mail_release(&m);
	}
}

static void patch_is(const struct mail *m, const char *want)
{
	assert_true(span_equals(buf_span(&m->patch), span_of(want)));
}

static void a_mail_of_git_format_patch(void **state)
{
	struct mail m;
	struct buf message = { 0 };

	(void)state;
	parses(&m, FROM_LINE
	       "From: A U Thor <a@b.c>\n"
	       "Date: Mon, 2 Jan 2006 15:04:05 -0700\n"
	       "Subject: [PATCH v2 1/2] powerpc: fix\n it\n\n"
	       "Why.  \n\n\n\nMore.\n\nSigned-off-by: A U Thor <a@b.c>\n\n"
	       "---\n f | 2 +-\n\n" DIFF "-- \n2.39.5\n");
	assert_true(m.is_mail && m.dated && !m.encoded);
	assert_string_equal(m.name, "A U Thor");
	assert_string_equal(m.email, "a@b.c");
	assert_int_equal(m.when, 1136239445);
	assert_int_equal(m.zone_min, -420);
	assert_string_equal(m.subject, "powerpc: fix it");
	assert_true(m.part == 1 && m.parts == 2 && !m.is_reply);
	assert_string_equal(m.body, "Why.\n\nMore.\n\nSigned-off-by: A U Thor <a@b.c>\n");
	patch_is(&m, "---\n f | 2 +-\n\n" DIFF "-- \n2.39.5\n");
	mail_message(&m, &message);
	assert_string_equal(message.at, "powerpc: fix it\n\nWhy.\n\nMore.\n\nSigned-off-by: A U Thor <a@b.c>\n");
	buf_release(&message);
	mail_release(&m);
}

static void encoded_words_and_bodies(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "From: =?utf-8?q?J=C3=BCrgen_Gro=C3=9F?= <j@x>\n"
	       "Subject: =?iso-8859-1?Q?caf=E9?= =?UTF-8?B?IMOpdMOp?= now\n"
	       "Content-Type: text/plain; charset=\"utf-8\"\n"
	       "Content-Transfer-Encoding: quoted-printable\n\n"
	       "Caf=C3=A9 is a long=\n line\n---\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a=3D1\n+b=3D1\n");
	assert_true(m.encoded);
	assert_string_equal(m.name, "J\xc3\xbcrgen Gro\xc3\x9f");
	assert_string_equal(m.subject, "caf\xc3\xa9 \xc3\xa9t\xc3\xa9 now");
	assert_string_equal(m.body, "Caf\xc3\xa9 is a long line\n");
	patch_is(&m, "---\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a=1\n+b=1\n");
	assert_int_equal(mail_patch_line(&m, 1), 8);
	assert_int_equal(mail_patch_line(&m, 6), 13);
	mail_release(&m);
	parses(&m, "From: J <j@x>\nSubject: x\nContent-Transfer-Encoding: base64\n\n"
	       "Qm9keQotLS0KLS0t\nIGEvZgorKysgYi9m\nCg==\n");
	assert_string_equal(m.body, "Body\n");
	patch_is(&m, "---\n--- a/f\n+++ b/f\n");
	mail_release(&m);
	parses(&m, "From: J <j@x>\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\n\nB\xf6"
	       "dy\n" DIFF);
	assert_string_equal(m.body, "B\xc3\xb6"
			    "dy\n");
	assert_false(m.encoded);
	assert_int_equal(mail_patch_line(&m, 1), 6);
	assert_int_equal(mail_patch_line(&m, 0), 0);
	mail_release(&m);
	parses(&m, "\nFrom: J <j@x>\r\nSubject: x\r\n\r\nBody\r\n---\r\n--- a/f\r\n");
	assert_int_equal(mail_patch_line(&m, 2), 7);
	mail_release(&m);
}

static void mime_parts_are_joined(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "From: J <j@x>\nSubject: x\nContent-Type: multipart/mixed; boundary=\"b b\"\n\n"
	       "preamble\n--b b\nContent-Type: text/plain\n\nBody\n--b b\n"
	       "Content-Type: text/x-patch\nContent-Transfer-Encoding: base64\n\n"
	       "LS0tIGEvZgorKysgYi9mCg==\n--b b--\nepilogue\n");
	assert_true(m.encoded);
	assert_string_equal(m.body, "Body\n");
	patch_is(&m, "--- a/f\n+++ b/f\n\n");
	mail_release(&m);
}

static void headers_in_the_body_win(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "From: List <l@x>\nDate: Mon, 2 Jan 2006 15:04:05 -0700\nSubject: outer\n\n"
	       "From: \"Real, A.\" <r@x>\nSubject: [PATCH] inner\n part\nDate: 1420070400 +0130\n\n"
	       "Subject: is text now\n" DIFF);
	assert_string_equal(m.name, "Real, A");
	assert_string_equal(m.email, "r@x");
	assert_string_equal(m.subject, "inner part");
	assert_int_equal(m.when, 1420070400);
	assert_int_equal(m.zone_min, 90);
	assert_string_equal(m.body, "Subject: is text now\n");
	mail_release(&m);
	/* Not without a diff. */
	parses(&m, "From: List <l@x>\nSubject: outer\n\nFrom: Real <r@x>\n\ntext\n");
	assert_string_equal(m.name, "List");
	mail_release(&m);
}

static void subjects_are_cleaned(void **state)
{
	static const char *const pairs[][2] = {
		{ "[PATCH] x", "x" }, { "Re: [PATCH 1/2] [media] x", "[media] x" },
		{ "[RFC PATCH v2] [SRU][J] x", "[SRU][J] x" }, { "[RFC] x", "[RFC] x" },
		{ "[media] [PATCH 3/4] x", "[media] x" }, { "[ PATCH", "[ PATCH" },
		{ "RE: re: x: y [z]", "x: y [z]" }, { "[unclosed x", "[unclosed x" },
		{ ": x  y\tz ", "x y z" }, { "[PATCH]", "" },
		{ "=?utf-8?q?a?= \t=?utf-8?q?b?= c", "ab c" },
		{ "x =?utf-8?q?_a?=b", "x ab" }, { "reset x", "reset x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct buf text = { 0 };
		struct mail m;

		buf_addf(&text, "From: J <j@x>\nSubject: %s\n\nt\n" DIFF, pairs[i][0]);
		parses(&m, text.at);
		assert_string_equal(m.subject, pairs[i][1]);
		mail_release(&m);
		buf_release(&text);
	}
}

static void authors_are_read_in_every_form(void **state)
{
	static const char *const rows[][3] = {
		{ "John Doe <j@x>", "John Doe", "j@x" },
		{ "j@x (John Doe)", "John Doe", "j@x" },
		{ "John (zzz) Doe <j@x> (Comment)", "John (zzz) Doe (Comment)", "j@x" },
		{ "\"Doe, \\\"John\\\"\" <j@x>", "Doe, \"John", "j@x" },
		{ "John Doe <johndoe>", "John Doe", "johndoe" },
		{ "<j@x>", "j@x", "j@x" },
		{ "John Doe", "", "" },
		{ "A name of more than sixty bytes, which git takes for no name at all <j@x>", "j@x", "j@x" },
		{ "John Q. Public Jr. <j@x>", "John Q. Public Jr", "j@x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf text = { 0 };
		struct mail m;

		buf_addf(&text, "From: %s\nSubject: s\n\nt\n" DIFF, rows[i][0]);
		parses(&m, text.at);
		assert_string_equal(m.name, rows[i][1]);
		assert_string_equal(m.email, rows[i][2]);
		mail_release(&m);
		buf_release(&text);
	}
}

static void dep3_headers_stand_in(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "Description: Fix the table\n The base is wrong.\n .\n Twice.\n"
	       "Author: Jane Doe <j@x>\nOrigin: upstream, https://example.org/x\n"
	       "Last-Update: 2017-02-21\n\nFree text.\n" DIFF);
	assert_true(m.is_mail);
	assert_string_equal(m.name, "Jane Doe");
	assert_string_equal(m.subject, "Fix the table");
	assert_int_equal(m.when, 1487635200);
	assert_string_equal(m.body, "The base is wrong.\n\nTwice.\n\nFree text.\n");
	mail_release(&m);
}

static void text_that_is_no_mail(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "Fix this thing\n\nIt was broken.\n--- a/f\n+++ b/f\n");
	assert_false(m.is_mail || m.dated);
	assert_string_equal(m.name, "");
	assert_string_equal(m.subject, "Fix this thing");
	assert_string_equal(m.body, "It was broken.\n");
	patch_is(&m, "--- a/f\n+++ b/f\n");
	mail_release(&m);
	parses(&m, "");
	assert_string_equal(m.body, "");
	mail_release(&m);
}

static void crlf_becomes_lf(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "From: J <j@x>\r\nSubject: x\r\n y\r\n\r\nBody\r\n---\r\n--- a/f\r\n+++ b/f\r\n");
	assert_string_equal(m.subject, "x y");
	assert_string_equal(m.body, "Body\n");
	patch_is(&m, "---\n--- a/f\n+++ b/f\n");
	mail_release(&m);
}

static void is_refused(const char *text, size_t len, const char *words)
{
	struct mail m;
	struct diag why = { 0 };

	assert_int_equal(mail_parse(&m, (struct span){ text, len }, "m", NULL,
				    &why),
			 -1);
	if (!strstr(why.text, words))
		fail_msg("'%s' does not say '%s'", why.text, words);
	mail_release(&m);
}

static void what_cannot_be_a_commit_is_refused(void **state)
{
	static const char nul[] = "From: J <j@x>\nSubject: x\n\nBo\0dy\n" DIFF;
	static const char charset[] = "From: J <j@x>\nContent-Type: text/plain; charset=klingon\n\nBody\n" DIFF;
	static const char word[] = "From: =?utf-8?q?unclosed <j@x>\n\nBody\n" DIFF;

	(void)state;
	is_refused(nul, sizeof(nul) - 1, "NUL");
	is_refused(charset, sizeof(charset) - 1, "klingon");
	is_refused(word, sizeof(word) - 1, "encoded word");
}

static void mails_of_a_mailbox_are_counted(void **state)
{
	static const char from[] = "From a@x Tue Feb 21 13:40:20 2017\n";
	char two[400];

	(void)state;
	snprintf(two, sizeof(two), "%sSubject: x\n\nFrom here on 12:30 is late\n" DIFF "%sSubject: y\n" DIFF,
		 from, from);
	assert_int_equal(mail_count(span_of(two)), 2);
	assert_int_equal(mail_count(span_of(from)), 1);
	assert_int_equal(mail_count(span_of("")), 1);
	assert_int_equal(mail_count(span_of(DIFF)), 1);
	/* not a mailbox: it does not begin with one */
	assert_int_equal(mail_count(span_skip(span_of(two), 1)), 1);
	assert_int_equal(mail_count(span_of("From a@x Tue Feb 21 13:40:20 17\n")), 1);
}

static void other_charsets_are_the_callers(void **state)
{
	static const char text[] = "From: J <j@x>\nSubject: =?klingon?Q?~fix?= it\n"
		"Content-Type: text/plain; charset=klingon\n\n~body\n" DIFF;
	struct diag why = { 0 };
	struct mail m;

	(void)state;
	assert_int_equal(mail_parse(&m, span_of(text), "m", klingon, &why), 0);
	assert_string_equal(m.subject, "Kfix it");
	assert_string_equal(m.body, "Kbody\n");
	mail_release(&m);
	assert_int_equal(mail_parse(&m, span_of(text), "m", NULL, &why), -1);
	mail_release(&m);
}

static void plain_messages_have_a_subject(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "mm: count by one\n\nIt was wrong.\n\nSigned-off-by: A <a@example.org>\n---\n" DIFF);
	assert_string_equal(m.subject, "mm: count by one");
	assert_string_equal(m.body, "It was wrong.\n\nSigned-off-by: A <a@example.org>\n");
	assert_false(m.is_mail);
	mail_release(&m);
	parses(&m, "Fix it\n\nWhy.\n" DIFF);
	assert_string_equal(m.subject, "Fix it");
	assert_string_equal(m.body, "Why.\n");
	mail_release(&m);
	parses(&m, "mm: two\nlines\n\nWhy.\n" DIFF);
	assert_string_equal(m.subject, "");
	assert_string_equal(m.body, "mm: two\nlines\n\nWhy.\n");
	mail_release(&m);
	parses(&m, "commit 0123 upstream.\n\nWhy.\n" DIFF);
	assert_string_equal(m.subject, "");
	assert_string_equal(m.body, "commit 0123 upstream.\n\nWhy.\n");
	mail_release(&m);
}

static void stgit_and_mercurial_exports(void **state)
{
	struct mail m;

	(void)state;
	parses(&m, "mm: count by one\n\nFrom: A Author <a@example.org>\n\nWhy.\n---\n\n" DIFF);
	assert_string_equal(m.subject, "mm: count by one");
	assert_string_equal(m.name, "A Author");
	assert_string_equal(m.body, "Why.\n");
	assert_true(m.is_mail);
	mail_release(&m);
	parses(&m, "# HG changeset patch\n# User A Author <a@example.org>\n# Date 1139965222 18000\n"
	       "#      Tue Feb 14 20:00:22 2006 -0500\n# Node ID 0123\n# Parent  4567\nmm: fix\n\nWhy.\n\n" DIFF);
	assert_string_equal(m.subject, "mm: fix");
	assert_string_equal(m.name, "A Author");
	assert_int_equal(m.when, 1139965222);
	assert_int_equal(m.zone_min, -300);
	assert_string_equal(m.body, "Why.\n");
	mail_release(&m);
}

/* Each line of the patch knows the line of the file in which it begins. */
static void lines_of_encoded_mails_are_the_files(void **state)
{
	static const long qp[] = { 5, 6, 8, 9 }, base64[] = { 5, 5, 6, 7 };
	struct mail m;

	(void)state;
	parses(&m, "From: J <j@x>\nContent-Transfer-Encoding: quoted-printable\n\nBody\n"
	       "---\n--- a=\n/f\n+++ b/f\n@@ -1 +1 @@\n");
	assert_int_equal(m.patch_lines, 4);
	assert_memory_equal(m.patch_line, qp, sizeof(qp));
	mail_release(&m);
	parses(&m, "From: J <j@x>\nContent-Transfer-Encoding: base64\n\n"
	       "Qm9keQo=\nLS0tCi0tLSBh\nL2YKKysrIGIv\nZgpAQCAtMSArMSBAQAo=\n");
	assert_int_equal(m.patch_lines, 4);
	assert_memory_equal(m.patch_line, base64, sizeof(base64));
	mail_release(&m);
	parses(&m, "From: J <j@x>\n\nBody\n" DIFF);
	assert_int_equal(m.patch_lines, 0);
	mail_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_of_git_format_patch),
		cmocka_unit_test(a_number_in_a_series),
		cmocka_unit_test(encoded_words_and_bodies),
		cmocka_unit_test(mime_parts_are_joined),
		cmocka_unit_test(headers_in_the_body_win),
		cmocka_unit_test(subjects_are_cleaned),
		cmocka_unit_test(authors_are_read_in_every_form),
		cmocka_unit_test(dep3_headers_stand_in),
		cmocka_unit_test(text_that_is_no_mail),
		cmocka_unit_test(crlf_becomes_lf),
		cmocka_unit_test(what_cannot_be_a_commit_is_refused),
		cmocka_unit_test(mails_of_a_mailbox_are_counted),
		cmocka_unit_test(other_charsets_are_the_callers),
		cmocka_unit_test(plain_messages_have_a_subject),
		cmocka_unit_test(stgit_and_mercurial_exports),
		cmocka_unit_test(lines_of_encoded_mails_are_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

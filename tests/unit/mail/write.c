// SPDX-License-Identifier: GPL-2.0-only
/* Mails and DEP-3 headers, written and read back. */
#include "unit.h"

#include "core/mail/dep3.h"
#include "core/mail/header-tags.h"
#include "core/mail/read.h"
#include "core/mail/write.h"

#define DIFF "---\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"

static void lines_fit(const struct buf *b, size_t most)
{
	struct span rest = buf_span(b), line;

	while (span_line(&rest, &line))
		if (line.len > most)
			fail_msg("%zu bytes: %.*s", line.len, (int)line.len,
				 line.at);
}

/* A mail of that subject and body is read back as it was meant. */
static void goes_round(const char *subject, const char *body)
{
	struct buf b = { 0 }, text = { 0 };
	struct addresses from = { 0 };
	struct diag why = { 0 };
	struct mail m;

	assert_true(addresses_add(&from, span_of("Jürgen Groß, Inc <j@x.org>")));
	letter_addresses(&b, "From", &from);
	letter_date(&b, 1136239445, -420);
	letter_field(&b, "Subject", subject);
	lines_fit(&b, 78);
	buf_addf(&text, "%s" DIFF, body);
	letter_body(&b, buf_span(&text));
	if (mail_parse(&m, buf_span(&b), "m", NULL, &why))
		fail_msg("refused: %s\n%s", why.text, b.at);
	assert_string_equal(m.subject, subject);
	assert_string_equal(m.body, body);
	assert_string_equal(m.name, "Jürgen Groß, Inc");
	assert_string_equal(m.email, "j@x.org");
	assert_int_equal(m.when, 1136239445);
	assert_int_equal(m.zone_min, -420);
	mail_release(&m);
	addresses_release(&from);
	buf_release(&text);
	buf_release(&b);
}

static void mails_go_round(void **state)
{
	char longer[1300];

	(void)state;
	memset(longer, 'x', sizeof(longer));
	memcpy(longer + sizeof(longer) - 2, "\n", 2);
	goes_round("mm: fix it", "Why.\n");
	goes_round("mm: a subject of so many words that it does not fit on the one line that headers have",
		   "Why.\n");
	goes_round("mm: überflüssige Füße, 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 and =?UTF-8?q?no?= word",
		   "Wörter.\n");
	goes_round("mm: an =?UTF-8?q?encoded?= word", "Why.\n");
	goes_round("mm: From", "From here on\nit = wrong\ttabs \xe2\x82\xac\n");
	goes_round("mm: long", longer);
}

static void bodies_are_quoted_only_if_they_must(void **state)
{
	struct buf b = { 0 };

	(void)state;
	letter_body(&b, span_of("plain\n"));
	assert_string_equal(b.at, "\nplain\n\n");
	buf_clear(&b);
	letter_body(&b, span_of("ü\n"));
	assert_non_null(strstr(b.at, "Content-Transfer-Encoding: 8bit\n"));
	buf_clear(&b);
	letter_body(&b, span_of("From a\nb\r\nc \n"));
	assert_non_null(strstr(b.at, "quoted-printable\n\n=46rom a\nb=0D\nc=20\n"));
	buf_release(&b);
}

static void people_are_found_once(void **state)
{
	struct addresses a = { 0 };
	struct buf b = { 0 };

	(void)state;
	addresses_add_trailers(&a, span_of(
		"Text with a: colon\n\nFixes: 0123 (\"x\")\n"
		"Signed-off-by: A <a@x.org>\nAcked-by: B, Inc. <b@x.org>\n"
		"cc: <A@X.ORG> # v4.4+\nCc: stable@vger.kernel.org # 4.9\n"
		"Reviewed-by: nobody\nLink: https://x.org/c@d\n"));
	assert_int_equal(a.nr, 3);
	addresses_drop(&a, "Stable@vger.kernel.org");
	addresses_drop(&a, "who@x.org");
	letter_addresses(&b, "Cc", &a);
	assert_string_equal(b.at, "Cc: A <a@x.org>,\n\t\"B, Inc.\" <b@x.org>\n");
	assert_false(addresses_add(&a, span_of("")));
	assert_false(addresses_add(&a, span_of("A <a@x.org")));
	assert_false(addresses_add(&a, span_of("A <a b@x.org>")));
	addresses_release(&a);
	buf_release(&b);
}

static void quoted_names_go_round(void **state)
{
	struct addresses a = { 0 };
	struct buf b = { 0 };
	struct diag why;
	struct mail m;

	(void)state;
	assert_true(addresses_add(&a, span_of("\"J. \\\"Q\\\" Doe\" <q@example.org>")));
	assert_string_equal(a.address[0].name, "J. \"Q\" Doe");
	letter_addresses(&b, "From", &a);
	assert_string_equal(b.at, "From: \"J. \\\"Q\\\" Doe\" <q@example.org>\n");
	buf_adds(&b, "Subject: x\n\ntext\n" DIFF);
	assert_int_equal(mail_parse(&m, buf_span(&b), "m", NULL, &why), 0);
	assert_string_equal(m.name, "J. \"Q\" Doe");
	mail_release(&m);
	buf_release(&b);
	addresses_release(&a);
	assert_false(is_email(span_of("maker")));
	assert_false(is_email(span_of("@example.org")));
	assert_true(is_email(span_of("maker@localhost")));
}

static void a_dep3_header(void **state)
{
	struct mail m = {
		.name = "A", .email = "a@x.org", .subject = "mm: fix",
		.body = "[ Upstream commit 0123456789012345678901234567890123456789 ]\n\n"
			"Why.\n\nMore: of it\n\nCc: c@x.org\n"
			"BugLink: https://x.org/1\nAcked-by: B <b@x.org>\n",
		.dated = true, .when = 1136239445, .zone_min = -1439,
	};
	struct dep3 d = { .upstream = "0123456789012345678901234567890123456789",
			  .since = "v4.11-rc2" };
	struct buf b = { 0 };

	(void)state;
	dep3_write(&b, &m, &d);
	assert_string_equal(b.at,
		"Description: mm: fix\n .\n Why.\n .\n More: of it\n"
		"Author: A <a@x.org>\n"
		"Origin: backport, https://git.kernel.org/linus/0123456789012345678901234567890123456789\n"
		"Forwarded: not-needed\n"
		"Applied-Upstream: v4.11-rc2, commit:0123456789012345678901234567890123456789\n"
		"Bug: https://x.org/1\nAcked-by: B <b@x.org>\n"
		"Last-Update: 2006-01-01\n---\n");
	buf_release(&b);
}

static void a_header_is_kept(void **state)
{
	static const char text[] =
		"Description: mm: fix\n Why.\nAuthor: A <a@x.org>\n"
		"Origin: vendor, https://x.org/p\nBug: https://x.org/1\n"
		"Bug-Debian: https://bugs.debian.org/2\n"
		"Forwarded: https://lists.x.org/3\n"
		"References: bsc#4 CVE-2017-5\n"
		"Reviewed-by: R <r@x.org>\n\n--- a/f\n+++ b/f\n";
	static const char mailed[] = "References: <1@x.org>\nCc: c@x.org\n\nWhy.\n";
	struct mail m = { .name = "A", .email = "a@x.org", .subject = "mm: fix",
			  .body = "Why.\n" };
	struct dep3 d = { .text = span_of(text) };
	struct buf b = { 0 };

	(void)state;
	dep3_write(&b, &m, &d);
	assert_string_equal(b.at,
		"Description: mm: fix\n .\n Why.\nAuthor: A <a@x.org>\n"
		"Origin: vendor, https://x.org/p\n"
		"Forwarded: https://lists.x.org/3\n"
		"Bug: https://x.org/1\nBug-Debian: https://bugs.debian.org/2\n"
		"References: bsc#4 CVE-2017-5\nReviewed-by: R <r@x.org>\n---\n");
	buf_clear(&b);
	stable_message(&b, &m, span_of(text), "0123");
	assert_string_equal(b.at,
		"commit 0123 upstream.\n\nWhy.\n\nBug: https://x.org/1\n"
		"Bug-Debian: https://bugs.debian.org/2\n"
		"References: bsc#4 CVE-2017-5\nReviewed-by: R <r@x.org>\n");
	buf_clear(&b);
	m.body = "commit 0123456789012345678901234567890123456789 upstream.\n\n"
		 "Why.\n\nLink: https://x.org/6\nSigned-off-by: A <a@x.org>\n";
	stable_message(&b, &m, span_of("Reviewed-by: R <r@x.org>\n\n"), "0123");
	assert_string_equal(b.at,
		"commit 0123456789012345678901234567890123456789 upstream.\n\n"
		"Why.\n\nReviewed-by: R <r@x.org>\nLink: https://x.org/6\n"
		"Signed-off-by: A <a@x.org>\n");
	buf_clear(&b);
	stable_message(&b, &m, span_of(mailed), NULL);
	assert_string_equal(b.at, m.body);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mails_go_round),
		cmocka_unit_test(bodies_are_quoted_only_if_they_must),
		cmocka_unit_test(people_are_found_once),
		cmocka_unit_test(a_dep3_header),
		cmocka_unit_test(a_header_is_kept),
		cmocka_unit_test(quoted_names_go_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Notes, tags and upstream ids of a message. */
#include "unit.h"

#include "core/mail/trailers.h"
#include "core/mail/upstream-id.h"

#define SIGNED	"Signed-off-by: A <a@example.org>\n"

static void a_note_before_the_last_signoff_counts(void **state)
{
	struct notes n;

	(void)state;
	notes_read(&n, span_of("Text [not: this].\n\n" SIGNED
			       "[ bwh: 3.2 has no\n  such helper ]\n" SIGNED));
	assert_int_equal(n.nr, 1);
	assert_string_equal(n.note[0].who, "bwh");
	assert_string_equal(n.note[0].reason, "3.2 has no such helper");
	assert_true(n.note[0].counts);
	assert_ptr_equal(notes_reason(&n), &n.note[0]);
	notes_release(&n);
}

static void a_note_behind_it_does_not(void **state)
{
	struct notes n;

	(void)state;
	notes_read(&n, span_of(SIGNED "[a: late]\n"));
	assert_int_equal(n.nr, 1);
	assert_null(notes_reason(&n));
	notes_release(&n);
	notes_read(&n, span_of("[a: no sign-off at all]\n"));
	assert_non_null(notes_reason(&n));
	notes_release(&n);
}

static void what_is_no_note_is_none(void **state)
{
	static const char *const none[] = {
		"[ Upstream commit 0123456789012345678901234567890123456789 ]\n",
		("[ left: open\n\n" SIGNED), "[]\n", "[:]\n", "[ a: ]\n", "[",
		"[ http://example.org ]\n", "  [ a: indented ]\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct notes n;

		notes_read(&n, span_of(none[i]));
		assert_int_equal(n.nr, 0);
		notes_release(&n);
	}
}

/* What a message quotes of a console, and footnotes, are no notes. */
static void quoted_messages_are_no_notes(void **state)
{
	static const char *const none[] = {
		("[   12.345678] BUG: unable to handle page fault\n"
		 "[   12.345680] RIP: 0010:first+0x12/0x40 [foo]\n"),
		"[   12.345690] Call Trace:\n[   12.345691]  f+0x1/0x2 [foo]\n",
		"[    1.0] usb 1-1: new device [idVendor=1234]\n",
		"[1]: https://example.org [archived]\n",
		"[1] https://example.org/a: b [c]\n",
		"[ T1234] foo: bar [baz]\n", "[12.5: x]\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct notes n;

		notes_read(&n, span_of(none[i]));
		assert_int_equal(n.nr, 0);
		notes_release(&n);
	}
}

/* Only a person can give a reason. */
static void a_note_is_by_a_person(void **state)
{
	static const struct { const char *note; bool person; } rows[] = {
		{ "[ bwh: x ]\n", true }, { "[PG: x]\n", true },
		{ "[ B. Porter: x ]\n", true }, { "[ b@example.org: x ]\n", true },
		{ "[ B Porter <b@example.org>: x ]\n", true },
		{ "[ Vincent van Dam: x ]\n", true },
		{ "[ backport maintainers: x ]\n", true },
		{ "[ J\303\266rg: x ]\n", true },
		{ "[ adapted for 5.10: x ]\n", false },
		{ "[ Backport to 5.10: x ]\n", false },
		{ "[ Resolved minor conflicts: x ]\n", false },
		{ "[ context: x ]\n", false }, { "[ a few hunks: x ]\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct notes n;

		notes_read(&n, span_of(rows[i].note));
		assert_int_equal(n.nr, 1);
		assert_int_equal(n.note[0].by_person, rows[i].person);
		assert_int_equal(notes_reason(&n) != NULL, rows[i].person);
		notes_release(&n);
	}
}

static void silences_name_a_rule_and_are_no_reasons(void **state)
{
	struct notes n;

	(void)state;
	notes_read(&n, span_of(
		"[ backport-check: ignore size: three helpers come along ]\n"
		"[ backport-check: ignore author ]\n" SIGNED));
	assert_int_equal(n.nr, 2);
	assert_null(notes_reason(&n));
	assert_string_equal(notes_silencing(&n, "size")->reason,
			    "three helpers come along");
	/* One without a reason silences nothing. */
	assert_null(notes_silencing(&n, "author"));
	assert_null(notes_silencing(&n, "subject"));
	notes_release(&n);
}

static void ids_are_read_in_both_forms(void **state)
{
	struct span text = span_of("commit 0123abc upstream.\n\n"
				   "the commit 4567 upstream. broke\n"
				   "[ Upstream commit ABCDEF ]");
	size_t from = 0, at = 99;

	(void)state;
	assert_true(span_equals(upstream_id_next(text, &from, &at),
				span_of("0123abc")));
	assert_int_equal(at, 0);
	assert_true(span_equals(upstream_id_next(text, &from, &at),
				span_of("ABCDEF")));
	assert_int_equal(upstream_id_next(text, &from, NULL).len, 0);
	assert_int_equal(upstream_id_next(text, &from, NULL).len, 0);
}

static void tags_are_found_by_key(void **state)
{
	struct tags t;
	size_t from = 0;

	(void)state;
	tags_read(&t, span_of("Text: here\nsigned-off-by: a\nhttp://x\n"
			      "Signed-off-by:  b \nno tag: x\n"));
	assert_int_equal(t.nr, 2);
	assert_true(span_equals(tags_next(&t, "Signed-off-by", &from)->value,
				span_of("a")));
	assert_true(span_equals(tags_next(&t, "Signed-off-by", &from)->value,
				span_of("b")));
	assert_null(tags_next(&t, "Signed-off-by", &from));
	assert_true(span_equals(tags_last(&t, "signed-OFF-by")->value,
				span_of("b")));
	assert_null(tags_last(&t, "Cc"));
	tags_release(&t);
}

static void text_is_no_tag(void **state)
{
	static const char text[] = "Problem: the counter wraps.\n\n"
		"BUG: KASAN: use-after-free in f\nRead of size 4\n\nNote: see\nwhat follows\n\n"
		"Bug: 12\nX-Own: y\n(cherry picked from commit 0123)\n" SIGNED;
	struct tags t;

	(void)state;
	tags_read(&t, span_of(text));
	assert_int_equal(t.nr, 3);
	assert_true(span_equals(t.tag[0].value, span_of("12")));
	assert_true(tag_is(&t.tag[1], "X-Own"));
	tags_release(&t);
}

static void values_go_on_where_they_are_folded(void **state)
{
	struct tags t;

	(void)state;
	tags_read(&t, span_of("Description: short\n long\nOrigin: backport,\n https://example.org/1\n"
			      "Bug-Debian:\n\thttps://example.org/2\nForwarded: no\n more\n"));
	assert_int_equal(t.nr, 4);
	assert_true(span_equals(t.tag[0].value, span_of("short")));
	assert_true(span_equals(t.tag[1].value, span_of("backport,\n https://example.org/1")));
	assert_true(span_equals(t.tag[2].value, span_of("https://example.org/2")));
	assert_true(span_equals(t.tag[3].value, span_of("no")));
	tags_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_before_the_last_signoff_counts),
		cmocka_unit_test(a_note_behind_it_does_not),
		cmocka_unit_test(what_is_no_note_is_none),
		cmocka_unit_test(quoted_messages_are_no_notes),
		cmocka_unit_test(a_note_is_by_a_person),
		cmocka_unit_test(silences_name_a_rule_and_are_no_reasons),
		cmocka_unit_test(ids_are_read_in_both_forms),
		cmocka_unit_test(tags_are_found_by_key),
		cmocka_unit_test(text_is_no_tag),
		cmocka_unit_test(values_go_on_where_they_are_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

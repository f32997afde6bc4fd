// SPDX-License-Identifier: GPL-2.0-only
/* Notes, tags and upstream ids of a message. */
#include "unit.h"

#include "core/mail/trailers.h"

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
		"[ left: open\n\n" SIGNED, "[]\n", "[:]\n", "[ a: ]\n", "[",
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
	assert_int_equal(t.nr, 4);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_before_the_last_signoff_counts),
		cmocka_unit_test(a_note_behind_it_does_not),
		cmocka_unit_test(what_is_no_note_is_none),
		cmocka_unit_test(silences_name_a_rule_and_are_no_reasons),
		cmocka_unit_test(ids_are_read_in_both_forms),
		cmocka_unit_test(tags_are_found_by_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

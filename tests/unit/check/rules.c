// SPDX-License-Identifier: GPL-2.0-only
/* What rules are made of; tests/check/ has a good and a bad header for each. */
#include "unit.h"

#include "core/check/rules.h"
#include "core/check/rules-stable.h"
#include "core/compare/change.h"

/* What stands behind the # of "Cc: stable", and what it says. */
static void stable_comments_are_understood(void **state)
{
	static const struct {
		const char *comment, *version, *id;
		bool fault;
	} rows[] = {
		{ "", "", "", false },
		{ "v4.4+", "v4.4+", "", false },
		{ "4.4.x-", "4.4.x", "", false },
		{ "3.3.x: a1f84a3: sched: Check", "3.3.x", "a1f84a3", false },
		{ "after -rc3", "", "", false },
		{ "see patch description, for <= 6.3", "", "", false },
		{ "v4,4", "", "", true },
		{ "4.4.x: a1f8: sched", "4.4.x", "a1f8", true },
		{ "4.4.x: a1f84a3", "4.4.x", "a1f84a3", true },
		{ "4.4.x:", "4.4.x", "", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct stable_cc cc;

		stable_cc_read(&cc, span_of(rows[i].comment));
		assert_true(span_equals(cc.version, span_of(rows[i].version)));
		assert_true(span_equals(cc.id, span_of(rows[i].id)));
		assert_int_equal(cc.fault != NULL, rows[i].fault);
	}
}

static void persons_are_told_by_address_or_name(void **state)
{
	(void)state;
	assert_true(same_person(span_of("A B <a@x.org>"), span_of("a@X.org")));
	assert_true(same_person(span_of("A B <a@x.org>"), span_of("A B <a@y.org>")));
	assert_true(same_person(span_of("A B"), span_of("A B <a@y.org>")));
	assert_false(same_person(span_of("A B <a@x.org>"), span_of("C <c@x.org>")));
	assert_false(same_person(span_of(""), span_of("")));
}

static void every_rule_is_told_apart_and_explained(void **state)
{
	(void)state;
	for (const struct rule *r = rules; r->id; r++) {
		assert_ptr_equal(rule_named(r->id), r);
		assert_true(r->profiles && r->reason[0] && r->document[0]);
	}
	assert_int_equal(profile_named("suse"), PROFILE_SUSE);
	assert_int_equal(profile_named("SUSE"), 0);
}

/* The place of a hunk's first line, read off its @@ tail. */
static struct scope tail(const char *path, const char *func)
{
	struct file_diff s = { .new_name = (char *)(uintptr_t)path };
	struct hunk h = { .func = span_of(func) };

	return hunk_scope(&s, &h, 0);
}

static void a_tail_names_a_function(void **state)
{
	static const struct { const char *path, *tail, *name; } rows[] = {
		{ "a.c", "static int f(struct x *x,", "f" },
		{ "a.c", "SYSCALL_DEFINE2(open, int, fd)", "open" },
		{ "a.c", "struct foo bar[] = {", "bar" },
		{ "a.c", "enum state {", "state" },
		{ "a.c", "out:", "" },
		{ "a.c", "int x;", "" },
		{ "a.c", "", "" },
		{ "a.h", "extern void f(int a, int", "" },
		{ "a.h", "int f(int a,", "" },
		{ "a.h", "static inline int f(int a)", "f" },
		{ "drivers/net/Kconfig", "config FOO", "config FOO" },
		{ "notes.txt", "Chapter one", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct scope scope = tail(rows[i].path, rows[i].tail);

		assert_true(span_equals(scope.name, span_of(rows[i].name)));
		assert_int_equal(scope.known, rows[i].name[0] != '\0');
	}
}

/* diff -p cuts a head after 40 bytes: what is left of it still agrees. */
static void a_cut_tail_agrees_with_the_whole(void **state)
{
	struct scope cut = tail("a.c", "static void pnv_pci_ioda2_release_owners");
	struct scope whole = tail("a.c", "static void pnv_pci_ioda2_release_ownership(struct x *x)");
	struct scope other = tail("a.c", "static void pnv_pci_ioda2_take_ownership(struct x *x)");

	(void)state;
	assert_true(cut.cut && cut.ordered);
	assert_false(scope_differs(&cut, &whole));
	assert_true(scope_differs(&cut, &other));
	assert_true(scope_differs(&whole, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stable_comments_are_understood),
		cmocka_unit_test(persons_are_told_by_address_or_name),
		cmocka_unit_test(every_rule_is_told_apart_and_explained),
		cmocka_unit_test(a_tail_names_a_function),
		cmocka_unit_test(a_cut_tail_agrees_with_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Each row of the table of complaints, and what only looks like one. */
#include "core/console/judge-console.h"
#include "unit.h"

#include <stdio.h>

#include "core/console/boot-outcome.h"
#include "core/console/complaint-table.h"
#include "core/text/buf.h"
#include "tests/seal-log.h"

#define LINES	"tests/complaints"

static const char *const kinds[] = {
	[NO_COMPLAINT] = "none", [WARNING] = "warning", [OOPS] = "oops",
	[PANIC] = "panic",
};

static void slurp(struct buf *b)
{
	char chunk[4096];
	FILE *f = fopen(LINES, "rb");
	size_t n;

	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)))
		buf_add(b, chunk, n);
	fclose(f);
}

/* Cuts the next line of the file into its kind and the kernel's text. */
static bool next(struct span *rest, enum complaint_kind *kind,
		 struct span *text)
{
	struct span line;
	const char *tab;

	do
		if (!span_line(rest, &line))
			return false;
	while (span_starts(line, "#"));
	tab = memchr(line.at, '\t', line.len);
	assert_non_null(tab);
	*text = span_skip(line, tab + 1 - line.at);
	for (*kind = NO_COMPLAINT; *kind < PANIC; ++*kind)
		if (span_starts(line, kinds[*kind]))
			break;
	return true;
}

static void each_line_is_what_it_is(void **state)
{
	struct buf b = { 0 };
	enum complaint_kind kind;
	struct span rest, text;

	(void)state;
	slurp(&b);
	rest = buf_span(&b);
	while (next(&rest, &kind, &text))
		if (complaint_in(text) != kind)
			fail_msg("'%.*s' is %s", (int)text.len, text.at,
				 kinds[complaint_in(text)]);
	buf_release(&b);
}

static void each_row_has_a_line(void **state)
{
	struct buf b = { 0 };
	enum complaint_kind kind;

	(void)state;
	slurp(&b);
	for (size_t i = 0; i < complaint_table_nr; i++) {
		const struct complaint_row *row = &complaint_table[i];
		struct span rest = buf_span(&b), text;
		bool shown = false;

		while (!shown && next(&rest, &kind, &text))
			shown = complaint_row_of(text) == row;
		if (!shown)
			fail_msg("no line of " LINES " shows '%s'", row->text);
		if (!strchr(complaint_firsts, row->text[0]))
			fail_msg("'%s' is never looked for", row->text);
		assert_non_null(strchr(row->source, '/'));
	}
	buf_release(&b);
}

/* A console in which the check passes and the kernel says the line. */
static enum outcome judge_with(struct span text)
{
	static const struct boot_asked asked = { .secret = "0123456789abcde" };
	struct buf log = { 0 }, sealed = { 0 };
	struct console c;
	enum outcome outcome;
	char reason[600];

	buf_addf(&log, "Linux version 4.9.262 (b@example) #1\n"
		 "backport: start check=a kernel=4.9.262 rounds=1\n"
		 "backport: step 1.up PASS ms=1\n%.*s\n"
		 "backport: step 1.own PASS ms=1\n"
		 "backport: result PASS steps=2 passed=2 failed=0 skipped=0\n"
		 "backport: end\n", (int)text.len, text.at);
	seal_log(&sealed, buf_span(&log), asked.secret);
	console_read(&c, buf_span(&sealed), &asked);
	outcome = boot_judge(&c, STOP_ITSELF, reason, sizeof(reason));
	console_release(&c);
	buf_release(&log);
	buf_release(&sealed);
	return outcome;
}

static void a_kernel_that_complains_has_not_passed(void **state)
{
	struct buf b = { 0 };
	enum complaint_kind kind;
	struct span rest, text;

	(void)state;
	slurp(&b);
	rest = buf_span(&b);
	while (next(&rest, &kind, &text))
		if (judge_with(text) != (kind == NO_COMPLAINT ? PASS : FAIL))
			fail_msg("a boot with '%.*s' is %s", (int)text.len,
				 text.at, outcome_name(judge_with(text)));
	buf_release(&b);
}

/* However much a kernel says while it starts, what comes later counts. */
static void the_first_complaints_hide_no_later_one(void **state)
{
	static const struct complaint late[] = {
		{ WARNING, { "late", 4 }, 900, false },
		{ OOPS, { "late oops", 9 }, 901, false },
	};
	struct complaints c = { 0 };
	struct complaint now = { WARNING, { "early", 5 }, 0, true };

	(void)state;
	for (int i = 0; i < COMPLAINTS_MAX + 5; i++) {
		now.lineno++;
		complaints_take(&c, &now, true);
	}
	assert_null(complaints_worst(&c));
	complaints_take(&c, &late[0], false);
	assert_int_equal(complaints_worst(&c)->lineno, 900);
	complaints_take(&c, &late[1], true);	/* of the same incident */
	assert_int_equal(complaints_worst(&c)->kind, OOPS);
	assert_int_equal(c.nr, COMPLAINTS_MAX);
	assert_int_equal(c.first[0].lineno, 1);
	now.kind = OOPS;
	now.lineno = 950;
	complaints_take(&c, &now, false);
	assert_int_equal(c.first[c.nr - 1].lineno, 950);
	assert_int_equal(complaints_worst(&c)->lineno, 900);
	assert_int_equal(c.nr_early, COMPLAINTS_MAX + 6);
	assert_int_equal(c.nr_oops, 2);
}

/* What is said while it starts is known, whatever comes later. */
static void early_texts_are_kept_apart(void **state)
{
	static const char cut[] = "------------[ cut here ]------------";
	struct complaints c = { 0 };
	struct complaint now = { WARNING, span_of(cut), 1, true };

	(void)state;
	complaints_take(&c, &now, false);
	now.text = span_of("WARNING: at a.c:1");
	now.lineno = 2;
	complaints_take(&c, &now, true);
	now.text = span_of("INFO: lockdep");
	now.lineno = 3;
	complaints_take(&c, &now, true);
	now = (struct complaint){ OOPS, span_of("late"), 100, false };
	for (int i = 0; i < COMPLAINTS_MAX + 1; i++) {
		now.lineno++;
		complaints_take(&c, &now, true);
	}
	assert_int_equal(c.nr_early, 2);
	assert_true(span_is(c.early[0], "WARNING: at a.c:1"));
	assert_true(span_is(c.early[1], "INFO: lockdep"));
	assert_int_equal(c.first[0].lineno, 101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_is_what_it_is),
		cmocka_unit_test(each_row_has_a_line),
		cmocka_unit_test(a_kernel_that_complains_has_not_passed),
		cmocka_unit_test(early_texts_are_kept_apart),
		cmocka_unit_test(the_first_complaints_hide_no_later_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

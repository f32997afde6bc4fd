// SPDX-License-Identifier: GPL-2.0-only
/* Which release is tried next, and what those that were tried say. */
#include "unit.h"

#include <stdio.h>

#include "core/affected/affected.h"

#define MAX 300

/*
 * A search: what each release would say (F, P, or S for silent), its ranges (a
 * letter each, upper case: they cannot have the bug), in which order releases
 * are tried, and what is found: "P0-3 F4-9".
 */
struct row {
	const char *truth, *ranges, *order, *found;
};

static enum tried tried_of(char c)
{
	return c == 'F' ? TRIED_FAILS : c == 'P' ? TRIED_PASSES : TRIED_SILENT;
}

struct search {
	struct affected_range range[MAX];
	enum tried tried[MAX];
	struct affected a;
};

static void begin(struct search *s, const char *ranges)
{
	memset(s, 0, sizeof(*s));
	s->a = (struct affected){ s->range, 0, s->tried };
	for (size_t i = 0; ranges[i]; i++) {
		if (!i || ranges[i] != ranges[i - 1])
			s->range[s->a.nr_ranges++] = (struct affected_range){
				.first = i,
				.cannot = ranges[i] >= 'A' && ranges[i] <= 'Z',
			};
		s->range[s->a.nr_ranges - 1].last = i;
	}
}

static void find(struct search *s, const char *truth, char *order, size_t size)
{
	size_t at, len = 0;

	order[0] = '\0';
	while (affected_next(&s->a, &at)) {
		assert_int_equal(s->tried[at], TRIED_NOT);
		s->tried[at] = tried_of(truth[at]);
		len += snprintf(order + len, size - len, "%s%zu",
				len ? " " : "", at);
	}
}

static void describe(const struct search *s, char *found, size_t size)
{
	struct affected_run *run;
	size_t nr = affected_runs(&s->a, &run), len = 0;

	found[0] = '\0';
	for (size_t i = 0; i < nr; i++)
		len += snprintf(found + len, size - len, "%s%c%zu-%zu",
				i ? " " : "",
				run[i].tried == TRIED_FAILS ? 'F' : 'P',
				run[i].first, run[i].last);
	free(run);
}

static const struct row rows[] = {
	/* one release; two */
	{ "F", "m", "0", "F0-0" },
	{ "PF", "mm", "0 1", "P0-0 F1-1" },
	/* ends that say the same end it */
	{ "FFFFFFFFFF", "mmmmmmmmmm", "0 9", "F0-9" },
	{ "PPPPPPPPPP", "mmmmmmmmmm", "0 9", "P0-9" },
	/* it comes in; it is fixed */
	{ "PPPFFFFFFF", "mmmmmmmmmm", "0 9 4 2 3", "P0-2 F3-9" },
	{ "FFFFFFFFPP", "mmmmmmmmmm", "0 9 4 6 7 8", "F0-7 P8-9" },
	/* the sources say where it is fixed: ends alone are tried there */
	{ "FFFFPPPP", "mmmmCCCC", "0 3 4 7", "F0-3 P4-7" },
	{ "PPFFPPPP", "mmmmCCCC", "0 3 4 7 1 2", "P0-1 F2-3 P4-7" },
	/* comes in and goes in one range: not seen, which is assumed */
	{ "PPFFPPPP", "mmmmmmmm", "0 7", "P0-7" },
	/* more than once */
	{ "FPPPFFFP", "mmmmnnnn", "0 3 4 7 1 5 6", "F0-0 P1-3 F4-6 P7-7" },
	/* the sources are wrong: it is searched as any range */
	{ "FFFFFFPP", "mmCCCCCC", "0 1 2 7 4 5 6", "F0-5 P6-7" },
	/* silent ones are passed over, for those beside them */
	{ "PPPPSFFFF", "mmmmmmmmm", "0 8 4 2 6 3 5", "P0-3 F5-8" },
	{ "PPPSSSFFF", "mmmmmmmmm", "0 8 4 2 6 3 5", "P0-2 F6-8" },
	/* an end that is silent: where the answers begin */
	{ "SSSPPPPPPP", "mmmmmmmmmm", "0 9 4 2 3", "P3-9" },
	{ "FFFFFFFFSS", "mmmmmmmmmm", "0 9 4 6 7 8", "F0-7" },
	{ "SSFFFPPPSS", "mmmmmmmmmm", "0 9 4 2 1 6 7 8 5", "F2-4 P5-7" },
	/* nothing answers: it ends */
	{ "SSSSSSSSSS", "mmmmmmmmmm", "0 9 4 6 2", "" },
	{ "SS", "mm", "0 1", "" },
	{ "SSSSFFFF", "AAAAmmmm", "0 3 4 7", "F4-7" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char order[400], found[400];
		struct search s;

		begin(&s, rows[i].ranges);
		find(&s, rows[i].truth, order, sizeof(order));
		describe(&s, found, sizeof(found));
		assert_string_equal(order, rows[i].order);
		assert_string_equal(found, rows[i].found);
	}
}

/* Of a bug that comes in once and is fixed once, in ranges that show it. */
static void test_finds_the_first(void **state)
{
	(void)state;
	for (size_t from = 0; from < 40; from++)
		for (size_t to = from + 1; to <= 40; to++) {
			char truth[41] = "", ranges[41] = "";
			char order[400], found[400], wanted[100] = "";
			struct search s;
			size_t most, nr = 1;

			for (size_t i = 0; i < 40; i++) {
				truth[i] = i < from || i >= to ? 'P' : 'F';
				ranges[i] = i < to ? 'm' : 'C';
			}
			begin(&s, ranges);
			most = affected_most(&s.a);
			find(&s, truth, order, sizeof(order));
			for (char *c = order; *c; c++)
				nr += *c == ' ';
			assert_true(nr <= most);
			describe(&s, found, sizeof(found));
			if (from)
				snprintf(wanted, sizeof(wanted), "P0-%zu ",
					 from - 1);
			snprintf(wanted + strlen(wanted),
				 sizeof(wanted) - strlen(wanted), "F%zu-%zu",
				 from, to - 1);
			if (to < 40)
				snprintf(wanted + strlen(wanted),
					 sizeof(wanted) - strlen(wanted),
					 " P%zu-39", to);
			assert_string_equal(found, wanted);
		}
}

/* Whatever is silent, it ends, and what was tried is never tried again. */
static void test_ends(void **state)
{
	(void)state;
	for (unsigned int x = 0; x < 19683; x++) {
		char truth[10] = "", order[100];
		unsigned int rest = x;
		struct search s;

		for (size_t i = 0; i < 9; i++, rest /= 3)
			truth[i] = "FPS"[rest % 3];
		begin(&s, "mmmmmmCCC");
		find(&s, truth, order, sizeof(order));
		assert_true(s.tried[0] && s.tried[5] && s.tried[6] &&
			    s.tried[8]);
	}
}

static void test_most(void **state)
{
	char ranges[264] = "";
	struct search s;

	(void)state;
	begin(&s, "m");
	assert_int_equal(affected_most(&s.a), 1);
	assert_true(affected_is_end(&s.a, 0));
	begin(&s, "mmmmmmmmmmmmmmmmmm");
	assert_int_equal(affected_most(&s.a), 7);
	assert_true(affected_is_end(&s.a, 17));
	assert_false(affected_is_end(&s.a, 16));
	s.tried[0] = TRIED_FAILS;
	assert_int_equal(affected_most(&s.a), 6);
	s.tried[17] = TRIED_FAILS;
	assert_int_equal(affected_most(&s.a), 0);
	memset(ranges, 'm', 263);
	begin(&s, ranges);
	assert_int_equal(affected_most(&s.a), 11);
	/* the most is asked for without a trace */
	for (size_t i = 0; i < 263; i++)
		assert_int_equal(s.tried[i], TRIED_NOT);
	memset(ranges + 14, 'C', 249);
	begin(&s, ranges);
	assert_int_equal(affected_most(&s.a), 2 + 4 + 2);
}

static void test_monotone(void **state)
{
	struct affected_run run[] = {
		{ TRIED_PASSES, 0, 0 }, { TRIED_FAILS, 1, 1 },
		{ TRIED_PASSES, 2, 2 }, { TRIED_FAILS, 3, 3 },
	};

	(void)state;
	assert_true(affected_is_monotone(run, 0));
	assert_true(affected_is_monotone(run, 3));
	assert_false(affected_is_monotone(run, 4));
}

static struct mode_result mode(enum outcome outcome, bool signature,
			       bool differ)
{
	return (struct mode_result){ .mode = "m", .outcome = outcome,
				     .signature = signature, .boots = 1,
				     .differ = differ };
}

static void test_modes(void **state)
{
	const struct mode_result fails = mode(FAIL, true, false),
		other = mode(FAIL, false, false),
		pass = mode(PASS, false, false),
		error = mode(ERROR, false, false),
		skip = mode(SKIP, false, false),
		flaky = mode(FAIL, true, true);
	const struct {
		struct mode_result m[2];
		enum tried tried;
		int says;	/* which mode; -1: none */
	} all[] = {
		{ { pass, pass }, TRIED_PASSES, -1 },
		{ { fails, pass }, TRIED_FAILS, 0 },
		{ { pass, fails }, TRIED_FAILS, 1 },
		{ { error, fails }, TRIED_FAILS, 1 },
		/* another failure than the fix's, or none, is no answer */
		{ { other, pass }, TRIED_SILENT, 0 },
		{ { pass, error }, TRIED_SILENT, 1 },
		{ { skip, pass }, TRIED_SILENT, 0 },
		{ { pass, flaky }, TRIED_SILENT, 1 },
	};
	const struct mode_result *m;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		assert_int_equal(tried_of_modes(all[i].m, 2, &m), all[i].tried);
		assert_ptr_equal(m, all[i].says < 0 ? NULL :
				    &all[i].m[all[i].says]);
	}
	assert_int_equal(tried_of_modes(NULL, 0, &m), TRIED_SILENT);
	assert_null(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_finds_the_first),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_most),
		cmocka_unit_test(test_monotone),
		cmocka_unit_test(test_modes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

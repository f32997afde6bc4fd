// SPDX-License-Identifier: GPL-2.0-only
/* When in a boot what went on, and the axis that it is drawn on. */
#include "unit.h"

#include <stdio.h>

#include "core/report/boot-time.h"
#include "core/text/buf.h"

#define FIRMWARE \
	"[    0.030772945,5] OPAL v7.0 starting...\n" \
	"[    8.061259176,5] INIT: Starting kernel at 0x20010000\n"
#define KERNEL	"Linux version 4.9.262 (a@b)\n[   99.000000000,5] late\n"

/* "kernel 0-10; check 10-12" */
static const char *parts(const struct matrix_boot *b)
{
	static char text[300];
	struct boot_time t;
	size_t n = 0;

	boot_time(b, &t);
	text[0] = '\0';
	for (size_t i = 0; i < t.nr; i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%s %.0f-%.0f",
			      i ? "; " : "", part_name(t.part[i].kind),
			      t.part[i].from_ms, t.part[i].to_ms);
	return text;
}

static struct matrix_step step[] = {
	{ .name = "1.up", .at_ms = 1600, .ms = 100 },
	{ .name = "1.own", .at_ms = 1750, .ms = 50 },
	{ .name = "1.again", .at_ms = 1801, .ms = -1 },
};

static struct matrix_boot a_boot(const char *log)
{
	return (struct matrix_boot){
		.seconds = 10.2, .init_ms = 1300, .start_ms = 1500,
		.result_ms = 1900, .step = step, .nr_steps = 3,
		.log = { "log", span_of(log) },
	};
}

static void a_guest_says_its_times(void **state)
{
	struct matrix_boot b = a_boot(FIRMWARE KERNEL);

	(void)state;
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-9361; init 9361-9561; check 9561-9961; until it was off 9961-10200");
	assert_int_equal(boot_step_at(&b, 0), 100);
	assert_int_equal(boot_step_at(&b, 1), 250);
	assert_int_equal(boot_check_ms(&b), 400);
	b.init_ms = -1;
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-9561; check 9561-9961; until it was off 9961-10200");
	b.seconds = 9;	/* another clock's: the guest's parts stay whole */
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-9561; check 9561-9961");
	b = a_boot(KERNEL);
	assert_string_equal(parts(&b), "kernel 0-1300; init 1300-1500; check 1500-1900; until it was off 1900-10200");
}

static void what_hangs_runs_to_the_end(void **state)
{
	struct matrix_boot b = a_boot(FIRMWARE KERNEL);

	(void)state;
	b.seconds = 40;
	b.result_ms = -1;
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-9361; init 9361-9561; check 9561-40000");
	assert_int_equal(boot_check_ms(&b), 301);
}

static void an_older_guest_says_none(void **state)
{
	struct matrix_boot b = a_boot(FIRMWARE KERNEL);

	(void)state;
	b.init_ms = b.start_ms = b.result_ms = -1;
	for (size_t i = 0; i < b.nr_steps; i++)
		b.step[i].at_ms = -1;
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-10050; check 10050-10200");
	assert_int_equal(boot_step_at(&b, 1), 100);
	assert_int_equal(boot_step_at(&b, 2), 150);
	b.seconds = 5;	/* the firmware's clock cannot be right then */
	assert_string_equal(parts(&b), "firmware 0-4850; check 4850-5000");
	b.seconds = 0.1;
	assert_string_equal(parts(&b), "check 0-150");
	b.seconds = 10;
	b.nr_steps = 0;
	assert_string_equal(parts(&b), "firmware 0-8061; kernel 8061-10000");
	b.log.text = span_of(FIRMWARE);
	assert_string_equal(parts(&b), "firmware 0-10000");
	b.log.text = span_of("");
	assert_string_equal(parts(&b), "kernel 0-10000");
	b.seconds = 0;
	assert_string_equal(parts(&b), "");
}

static void an_axis_has_few_round_ticks(void **state)
{
	static const struct { double most, tick; } t[] = {
		{ 0, 1 }, { 6, 1 }, { 6.1, 2 }, { 750, 200 }, { 10300, 2000 },
		{ 12001, 5000 }, { 60000, 10000 }, { 60001, 20000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		assert_int_equal(axis_tick(t[i].most), t[i].tick);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_says_its_times),
		cmocka_unit_test(what_hangs_runs_to_the_end),
		cmocka_unit_test(an_older_guest_says_none),
		cmocka_unit_test(an_axis_has_few_round_ticks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

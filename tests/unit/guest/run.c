// SPDX-License-Identifier: GPL-2.0-only
/* The steps that PID 1 makes of the programs of a check, which are made up. */
#include "unit.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mount.h>

#include "core/text/buf.h"

/* Nothing is mounted here. */
#define mount(...)	((void)0)
#define umount2(...)	((void)0)
#include "guest/block.c"
#include "guest/kmsg.c"
#include "guest/plan.c"
#include "guest/run.c"
#include "guest/tap.c"

/* What a program prints, how it ends, and the milliseconds that it takes. */
static const struct played {
	const char *name, *prints;
	int status;
	long ms;
} played[] = {
	{ "./tap", "TAP version 13\n1..2\nok 1 up\n# no\nnot ok 2 down\n", 1, 1 },
	{ "./wrong", "1..1\nok 1 up\n", 1, 1 },
	{ "./short", "1..2\nok 1 up\n", 0, 1 },
	{ "./pass", "fine\n", 0, 1 }, { "./fail", "bad\n", 1, 1 },
	{ "./skip", "", 4, 1 }, { "./odd", "", 9, 1 },
	{ "./slow", "", 0, 2500 },
};

static long clock_ms;
static struct buf said;

long now_ms(void)
{
	return clock_ms;
}

bool file_text(const char *path, char *text, size_t size)
{
	(void)path, (void)text, (void)size;
	return false;
}

void say(const char *format, ...)
{
	char line[256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (!strncmp(line, "result", 6))
		buf_addf(&said, "%.*s\n", (int)strcspn(line + 7, " ") + 7, line);
}

void say_step(const char *name, enum outcome outcome, const char *reason,
	      long at, long ms)
{
	static const char *const names[] = { "PASS", "SKIP", "FAIL", "ERROR" };

	(void)at, (void)ms;
	buf_addf(&said, "%s %s%s%s\n", name, names[outcome],
		 *reason ? " " : "", reason);
}

void say_text(const char *text)
{
	(void)text;
}

bool process_start(struct process *p, const char *dir, const char *const *argv)
{
	size_t i = 0;
	int fds[2];

	(void)dir;
	while (strcmp(played[i].name, argv[0]))
		assert_true(++i < sizeof(played) / sizeof(*played));
	assert_int_equal(pipe(fds), 0);
	dprintf(fds[1], "%s", played[i].prints);
	close(fds[1]);
	clock_ms += played[i].ms;
	*p = (struct process){ 1, played[i].status << 8, fds[0],
			       open("/dev/null", O_RDONLY) };
	return true;
}

bool process_reap(struct process *p)
{
	p->pid = 0;
	return true;
}

bool process_end_all(struct process *p)
{
	(void)p;
	return true;
}

/* Runs the check of a plan and compares what is said of it. */
static void run(const char *plan_text, const char *want)
{
	static struct plan plan;
	char text[512];

	snprintf(text, sizeof(text), "%s", plan_text);
	assert_null(plan_read(&plan, text));
	buf_clear(&said);
	run_check(&plan.check[0], "4.9", 1);
	assert_string_equal(said.at, want);
}

static void one_program_has_the_names_of_the_check(void **state)
{
	(void)state;
	run("check c\narg ./tap\narg -v\n", "up PASS\ndown FAIL no\nresult FAIL\n");
	run("check c\narg ./fail\n", "c FAIL bad\nresult FAIL\n");
	run("check c\ntimeout 2\narg ./slow\n",
	    "c ERROR it ran for 2 s and was ended\nresult ERROR\n");
}

static void steps_of_several_programs_are_called_by_theirs(void **state)
{
	(void)state;
	run("check c\nprogram tap\narg ./tap\narg -v\nprogram pass\narg ./pass\n"
	    "program skip\narg ./skip\n",
	    "tap.up PASS\ntap.down FAIL no\npass PASS\n"
	    "skip SKIP it skips itself\nresult FAIL\n");
	run("check c\nprogram pass\narg ./pass\nprogram fail\narg ./fail\n",
	    "pass PASS\nfail FAIL bad\nresult FAIL\n");
}

static void a_program_ends_as_its_own_steps_say(void **state)
{
	(void)state;
	run("check c\nprogram fail\narg ./fail\nprogram wrong\narg ./wrong\n"
	    "program odd\narg ./odd\nprogram short\narg ./short\n",
	    "fail FAIL bad\nwrong.up PASS\n"
	    "wrong ERROR it ended with status 1, which its steps do not say\n"
	    "odd ERROR it ended with status 9\nshort.up PASS\n"
	    "short ERROR the plan is 1..2, the tests shown are 1\nresult ERROR\n");
}

static void programs_share_the_time_limit(void **state)
{
	(void)state;
	run("check c\ntimeout 2\nprogram pass\narg ./pass\nprogram slow\n"
	    "arg ./slow\nprogram fail\narg ./fail\n",
	    "pass PASS\nslow ERROR it ran for 2 s and was ended\n"
	    "fail ERROR no time was left to run it\nresult ERROR\n");
}

static void a_plan_has_no_more_programs_than_are_kept(void **state)
{
	static struct plan plan;
	struct buf text = { 0 };

	(void)state;
	buf_adds(&text, "check c\n");
	for (int i = 0; i < PLAN_PROGRAMS; i++)
		buf_adds(&text, "program p\narg ./p\n");
	buf_addc(&text, '\0');
	assert_null(plan_read(&plan, text.at));
	assert_int_equal(plan.check[0].nr_programs, PLAN_PROGRAMS);
	for (int i = 0; i < PLAN_PROGRAMS; i++) {
		const char *const *argv = plan.check[0].arg +
			plan.check[0].program[i].arg;

		assert_string_equal(argv[0], "./p");
		assert_null(argv[1]);
	}
	buf_clear(&text);
	buf_adds(&text, "check c\n");
	for (int i = 0; i <= PLAN_PROGRAMS; i++)
		buf_adds(&text, "program p\narg ./p\n");
	assert_non_null(plan_read(&plan, text.at));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_program_has_the_names_of_the_check),
		cmocka_unit_test(
			steps_of_several_programs_are_called_by_theirs),
		cmocka_unit_test(a_program_ends_as_its_own_steps_say),
		cmocka_unit_test(programs_share_the_time_limit),
		cmocka_unit_test(a_plan_has_no_more_programs_than_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

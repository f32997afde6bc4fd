// SPDX-License-Identifier: GPL-2.0-only
/* What the guest says of a check by the kernel's taint. */
#include "unit.h"

#include <stdarg.h>
#include <stdio.h>

#include "guest/block.c"

static const char *taint;	/* what the kernel says */
static char said[256];		/* the last line */

void say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(said, sizeof(said), format, args);
	va_end(args);
}

void say_step(const char *name, enum outcome outcome, const char *reason,
	      long at, long ms)
{
	say("step %s %d %s %ld %ld", name, outcome, reason, at, ms);
}

long now_ms(void)
{
	return 7;
}

bool file_text(const char *path, char *text, size_t size)
{
	assert_string_equal(path, "/proc/sys/kernel/tainted");
	snprintf(text, size, "%s\n", taint);
	return true;
}

/* The result line of a check that passes, with the taint before and after. */
static const char *result(const char *before, const char *after)
{
	static struct block b;

	taint = before;
	block_begin(&b, "a", "6.12", 1);
	block_step(&b, "a", PASS, "");
	taint = after;
	block_end(&b);
	return said;
}

#define PASSES	"result PASS steps=1 passed=1 failed=0 skipped=0 at=7"

static void a_kernel_that_complained_is_told(void **state)
{
	(void)state;
	assert_string_equal(result("0", "0"), PASSES);
	assert_string_equal(result("0", "4096"), PASSES);	/* a module */
	assert_string_equal(result("512", "4608"), PASSES);
	assert_string_equal(result("4096", "4608"), PASSES " taint=512");
	assert_string_equal(result("512", "640"), PASSES " taint=128");
	assert_string_equal(result("", ""), PASSES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kernel_that_complained_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

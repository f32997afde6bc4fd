// SPDX-License-Identifier: GPL-2.0-only
/* What a kernel says that it was started with. */
#include "unit.h"

#include "core/console/command-line.h"
#include "core/console/judge-console.h"

static void words_are_looked_for(void **state)
{
	static const struct {
		const char *line, *asked;
		const char *lacks;	/* NULL: nothing */
	} t[] = {
		{ "console=hvc0 panic=-1", "console=hvc0 panic=-1", NULL },
		{ "root=/dev/x  panic=-1 console=hvc0", "console=hvc0 panic=-1",
		  NULL },
		{ "console=hvc0", "", NULL },
		{ "console=hvc0", NULL, NULL },
		{ "console=hvc0 panic=-1", "console=hvc0 slub_debug=FZPU",
		  "slub_debug=FZPU" },
		{ "console=hvc0 slub_debug=FZPU", "slub_debug=FZ",
		  "slub_debug=FZ" },
		{ "console=hvc0 \\", "panic=-1", NULL },
		{ "", "panic=-1", "panic=-1" },
	};
	struct span word;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
		bool lacks = command_line_lacks(span_of(t[i].line), t[i].asked,
						&word);

		assert_int_equal(lacks, t[i].lacks != NULL);
		assert_true(!lacks || span_is(word, t[i].lacks));
	}
}

static void only_the_kernels_line_counts(void **state)
{
	struct span words;

	(void)state;
	assert_true(command_line_of(span_of(
		"[    0.000000] Kernel command line: a b \r"), &words));
	assert_true(span_is(words, "a b"));
	assert_false(command_line_of(span_of("Command line: a"), &words));
}

/* Also without a line of the guest; the first one counts. */
static void another_command_line_is_an_error(void **state)
{
	static const char log[] = "Kernel command line: console=hvc0\n"
		"Kernel command line: console=hvc0 quiet\n";
	struct boot_asked asked = { .append = "console=hvc0 quiet" };
	struct console c;

	(void)state;
	console_read(&c, span_of(log), &asked);
	assert_string_equal(c.malformed, "line 1: the kernel's command line lacks 'quiet'");
	console_release(&c);
	asked.append = "console=hvc0";
	console_read(&c, span_of(log), &asked);
	assert_string_equal(c.malformed, "");
	console_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_looked_for),
		cmocka_unit_test(only_the_kernels_line_counts),
		cmocka_unit_test(another_command_line_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

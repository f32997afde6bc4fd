// SPDX-License-Identifier: GPL-2.0-only
/* Build logs: what stopped it, and the command that did. */
#include "unit.h"

#include "core/build/build-log.h"

#define CC	"  powerpc64le-linux-gnu-gcc -Wp,-MD,"
#define MAIN	CC "init/.main.o.d -Wall -c -o init/main.o init/main.c\n"
#define VMSCAN	CC "mm/.vmscan.o.d -Wall -c -o mm/vmscan.o mm/vmscan.c\n"
#define MAKE(t, e) \
	"make[2]: *** [scripts/Makefile.build:303: " t "] " e "\n"

static struct buildlog read_log(const char *text)
{
	struct buildlog l;

	buildlog_read(&l, span_of(text));
	return l;
}

static void a_good_build_is_counted(void **state)
{
	struct buildlog l = read_log(
		MAIN "init/main.c:3:1: warning: unused 'x' [-Wunused]\n" VMSCAN
		"  powerpc64le-linux-gnu-ld -o vmlinux init/main.o\n"
		CC "a.d -DMSG=\"error: no\" -c -o lib/a.o lib/a.c\n");

	(void)state;
	assert_int_equal(l.fault, BUILD_FINE);
	assert_int_equal(l.nr_objects, 3);
	assert_int_equal(l.nr_warnings, 1);
	assert_int_equal(l.error.len, 0);
}

static void the_first_error_and_its_command_are_found(void **state)
{
	struct buildlog l = read_log(
		VMSCAN MAIN
		"mm/vmscan.c: In function 'f':\n"
		"mm/vmscan.c:12:3: error: 'y' undeclared\n"
		"mm/vmscan.c:13:3: error: 'z' undeclared\n"
		MAKE("mm/vmscan.o", "Error 1")
		"make[1]: *** [/src/Makefile:1021: mm] Error 2\n");

	(void)state;
	assert_int_equal(l.fault, BUILD_BROKEN);
	assert_int_equal(l.error_lineno, 4);
	assert_true(span_equals(l.error, span_of(
		"mm/vmscan.c:12:3: error: 'y' undeclared")));
	assert_true(span_equals(l.target, span_of("mm/vmscan.o")));
	assert_true(span_starts(l.command, "powerpc64le-linux-gnu-gcc -Wp,-MD,mm"));
}

static void a_link_error_is_found(void **state)
{
	struct buildlog l = read_log(
		"  powerpc64le-linux-gnu-ld -o vmlinux init/main.o\n"
		"ld: init/main.o: in function `f':\n"
		"main.c:(.text+0x8): undefined reference to `g'\n"
		"make[1]: *** [/src/Makefile:1021: vmlinux] Error 1\n");

	(void)state;
	assert_int_equal(l.fault, BUILD_BROKEN);
	assert_int_equal(l.error_lineno, 3);
	assert_true(span_equals(l.target, span_of("vmlinux")));
	assert_true(span_starts(l.command, "powerpc64le-linux-gnu-ld"));
}

static void our_own_faults_outweigh_the_sources(void **state)
{
	static const struct {
		const char *text;
		enum build_fault fault;
	} logs[] = {
		{ MAIN "gcc: fatal error: Killed signal terminated program cc1\n"
		  MAKE("init/main.o", "Error 1"), BUILD_KILLED },
		{ MAIN "init/main.c:1:1: internal compiler error: in f, at g.cc:1\n"
		  MAKE("init/main.o", "Error 1"), BUILD_KILLED },
		{ MAIN MAKE("init/main.o", "Killed"), BUILD_KILLED },
		{ MAIN MAKE("init/main.o", "Error 137"), BUILD_KILLED },
		{ MAIN "init/main.c:1:1: error: x\n" VMSCAN
		  "cc1: fatal error: writing: No space left on device\n"
		  MAKE("init/main.o", "Error 1"), BUILD_NO_SPACE },
		{ "make[1]: *** No rule to make target 'a.c', needed by 'a.o'.  Stop.\n",
		  BUILD_BROKEN },
		{ "/bin/sh: 1: bison: not found\n"
		  "make[1]: *** [scripts/Makefile.lib:2: x.c] Error 127\n",
		  BUILD_NO_TOOL },
		{ "", BUILD_FINE },
		{ "\xff\xfe\n\n", BUILD_FINE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(logs) / sizeof(*logs); i++)
		assert_int_equal(read_log(logs[i].text).fault, logs[i].fault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_build_is_counted),
		cmocka_unit_test(the_first_error_and_its_command_are_found),
		cmocka_unit_test(a_link_error_is_found),
		cmocka_unit_test(our_own_faults_outweigh_the_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

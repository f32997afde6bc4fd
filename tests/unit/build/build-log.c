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

static void a_goal_that_make_does_not_know_is_told(void **state)
{
	static const struct {
		const char *error;
		bool lacks;
	} lines[] = {
		{ "make[1]: *** No rule to make target 'bzImage'.  Stop.", true },
		{ "make: *** No rule to make target `bzImage'.  Stop.", true },
		/* what a patch forgets, and another goal */
		{ "make[2]: *** No rule to make target 'bzImage', needed by 'all'.  Stop.", false },
		{ "make[2]: *** No rule to make target 'bzImage.c'.  Stop.", false },
		{ "make[1]: *** No rule to make target 'zImage'.  Stop.", false },
		{ "make[1]: *** No rule to make target 'b", false },
		{ "No rule to make target 'bzImage'.", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_int_equal(buildlog_lacks_goal(span_of(lines[i].error), "bzImage"),
				 lines[i].lacks);
}

/* Each log's first error, by its line from 1, and whose fault it is. */
static void the_real_line_is_shown(void **state)
{
	static const struct {
		const char *text;
		enum build_fault fault;
		long lineno;
	} logs[] = {
		/* what a warning quotes is no error */
		{ MAIN "init/main.c:12:15: warning: unused variable 'x'\n"
		  "   12 |         pr_err(\"error: no memory\\n\");\n"
		  "      |               ^\n"
		  "init/main.c:20:5: error: implicit declaration of 'baz'\n"
		  "   20 |     baz();\n"
		  MAKE("init/main.o", "Error 1"), BUILD_BROKEN, 5 },
		{ MAIN "init/main.c:12:2: warning: #warning \"error: old\"\n"
		  "init/main.c:20:5: error: 'baz' undeclared\n"
		  MAKE("init/main.o", "Error 1"), BUILD_BROKEN, 3 },
		{ MAIN "cc1: all warnings being treated as errors\n"
		  "init/main.c:2:5: error: unused 'x' [-Werror=unused]\n"
		  MAKE("init/main.o", "Error 1"), BUILD_BROKEN, 3 },
		/* other tools have other words */
		{ "  DTC     a.dtb\n"
		  "Error: ../src/a.dts:12.3-5 syntax error\n"
		  "FATAL ERROR: Unable to parse input tree\n"
		  MAKE("a.dtb", "Error 1"), BUILD_BROKEN, 2 },
		{ "drivers/Kconfig:12: syntax error\n"
		  "drivers/Kconfig:11: invalid option\n"
		  MAKE("olddefconfig", "Error 1"), BUILD_BROKEN, 1 },
		{ "ERROR: modpost: missing MODULE_LICENSE() in drivers/a.o\n"
		  MAKE("Module.symvers", "Error 1"), BUILD_BROKEN, 1 },
		{ "scripts/a.pl: the table has no end\n"
		  MAKE("lib/a.h", "Error 2"), BUILD_BROKEN, 1 },
		{ "/bin/sh: 1: ../src/scripts/a.sh: not found\n"
		  MAKE("lib/a.h", "Error 127"), BUILD_BROKEN, 1 },
		{ "init/main.c:1:10: fatal error: linux/none.h: No such file or directory\n"
		  MAKE("init/main.o", "Error 1"), BUILD_BROKEN, 1 },
		/* this machine */
		{ "collect2: fatal error: ld terminated with signal 9 [Killed]\n"
		  MAKE("scripts/a", "Error 1"), BUILD_KILLED, 1 },
		{ "clang: error: unable to execute command: Killed\n"
		  MAKE("init/main.o", "Error 254"), BUILD_KILLED, 1 },
		{ "clang: error: clang frontend command failed with exit code 139 (use -v to see invocation)\n"
		  MAKE("init/main.o", "Error 139"), BUILD_KILLED, 1 },
		{ "../src/scripts/link-vmlinux.sh: line 95: 4711 Killed                  ${LD} -o ${1}\n"
		  "make: *** [../src/Makefile:1179: vmlinux] Error 137\n",
		  BUILD_KILLED, 1 },
		{ MAKE("init/main.o", "Error 143"), BUILD_KILLED, 1 },
		{ "make[1]: flex: No such file or directory\n"
		  MAKE("lexer.lex.c", "Error 127"), BUILD_NO_TOOL, 1 },
		{ "make[1]: flex: Command not found\n"
		  MAKE("lexer.lex.c", "Error 127"), BUILD_NO_TOOL, 1 },
		{ "scripts/sign-file.c:25:10: fatal error: openssl/opensslv.h: No such file or directory\n"
		  "   25 | #include <openssl/opensslv.h>\n"
		  MAKE("scripts/sign-file", "Error 1"), BUILD_NO_TOOL, 1 },
		{ "Can't locate strict.pm in @INC at ../src/a.pl line 3.\n"
		  MAKE("lib/a.h", "Error 2"), BUILD_NO_TOOL, 1 },
		{ "Traceback (most recent call last):\n"
		  "ModuleNotFoundError: No module named 'yaml'\n"
		  MAKE("a.h", "Error 1"), BUILD_NO_TOOL, 2 },
		{ "fatal error: can't create init/main.o: Read-only file system\n"
		  MAKE("init/main.o", "Error 1"), BUILD_MACHINE, 1 },
		{ "fatal error: error writing to /tmp/cc1.s: Input/output error\n"
		  MAKE("init/main.o", "Error 1"), BUILD_MACHINE, 1 },
		{ "ccache: error: Failed to create directory /a: Permission denied\n"
		  MAKE("init/main.o", "Error 1"), BUILD_MACHINE, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(logs) / sizeof(*logs); i++) {
		struct buildlog l = read_log(logs[i].text);

		if (l.fault != logs[i].fault ||
		    l.error_lineno != logs[i].lineno)
			fail_msg("fault %d in line %ld, wanted %d in %ld:\n%s",
				 l.fault, l.error_lineno, logs[i].fault,
				 logs[i].lineno, logs[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_build_is_counted),
		cmocka_unit_test(the_first_error_and_its_command_are_found),
		cmocka_unit_test(a_link_error_is_found),
		cmocka_unit_test(a_goal_that_make_does_not_know_is_told),
		cmocka_unit_test(our_own_faults_outweigh_the_sources),
		cmocka_unit_test(the_real_line_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Compiler warnings out of V=1 logs, and which of them are new. */
#include "unit.h"

#include <stdio.h>

#include "core/build/warnings.h"

#define SRC	"/c/work/v4.9/src"
#define CC(path) \
	"  ccache powerpc64le-linux-gnu-gcc -Wp,-MD,x.d -Wall -c -o x.o " path "\n"
#define QUOTED	"\xe2\x80\x98" "mem_init_print_info" "\xe2\x80\x99"

static struct warnings read_log(const char *log)
{
	struct warnings w = { 0 };

	warnings_read(&w, span_of(log), SRC);
	return w;
}

static void is(const struct warnings *w, size_t i, const char *wanted)
{
	char got[500];
	const struct warning *one = &w->warning[i];

	assert_true(i < w->nr);
	snprintf(got, sizeof(got), "%s|%s|%s|%s|%s|%zu", one->unit, one->file,
		 one->func, one->option, one->text, one->times);
	assert_string_equal(got, wanted);
}

/* From a build of 4.9.262 with GCC 12. */
static void a_real_log_is_read(void **state)
{
	struct warnings w = read_log(
		CC(SRC "/mm/page_alloc.c")
		"../src/mm/page_alloc.c: In function " QUOTED ":\n"
		"../src/mm/page_alloc.c:6500:27: warning: comparison between two arrays [-Warray-compare]\n"
		" 6500 |                 if (start <= pos && pos < end && size > adj) \\\n"
		"      |                           ^~\n"
		"../src/mm/page_alloc.c:6504:9: note: in expansion of macro " QUOTED "\n"
		"../src/mm/page_alloc.c:6500:41: warning: comparison between two arrays [-Warray-compare]\n"
		"powerpc64le-linux-gnu-ld: warning: vmlinux has a LOAD segment with RWX permissions\n");

	(void)state;
	assert_int_equal(w.nr_units, 1);
	assert_string_equal(w.unit[0], "mm/page_alloc.c");
	is(&w, 0, "mm/page_alloc.c|mm/page_alloc.c|mem_init_print_info|-Warray-compare|comparison between two arrays|2");
	assert_int_equal(w.warning[0].lineno, 6500);
	assert_int_equal(w.nr, 2);	/* and the linker's */
	assert_int_equal(w.warning[1].lineno, 0);
	warnings_release(&w);
}

static void a_header_counts_for_what_includes_it(void **state)
{
	struct warnings w = read_log(
		CC(SRC "/drivers/a.c")
		"In file included from ../src/include/linux/list.h:9:0,\n"
		"                 from ../src/drivers/a.c:12:\n"
		"../src/include/linux/b.h: In function 'b':\n"
		"../src/include/linux/b.h:3:5: warning: unused variable 'x' [-Wunused-variable]\n"
		"../src/drivers/a.c: At top level:\n"
		"../src/drivers/a.c:90:12: warning: 'f' defined but not used [-Wunused-function]\n");

	(void)state;
	assert_int_equal(w.nr, 2);
	is(&w, 0, "drivers/a.c|include/linux/b.h|b|-Wunused-variable|unused variable 'x'|1");
	is(&w, 1, "drivers/a.c|drivers/a.c||-Wunused-function|'f' defined but not used|1");
	warnings_release(&w);
}

static void the_log_names_the_folder_of_the_sources(void **state)
{
	struct span src = warnings_src(span_of(
		"scripts/x: Entering directory '/no'\n"
		"make[1]: Entering directory '" SRC "'\n"
		"make[2]: Entering directory '/c/work/v4.9/obj'\n"));

	(void)state;
	assert_true(span_equals(src, span_of(SRC)));
	assert_int_equal(warnings_src(span_of("a\nmake: Entering directory '/cut")).len, 0);
	assert_int_equal(warnings_src(span_of("")).len, 0);
}

static size_t count_new(const char *before, const char *after,
			const char *touched)
{
	const char *const list[] = { touched, NULL };
	struct warnings a = read_log(before), b = read_log(after);
	const struct warning **new;
	size_t nr;

	warnings_carry(&b, &a);
	new = warnings_new(&a, &b, touched ? list : NULL, &nr);
	free(new);
	warnings_release(&a);
	warnings_release(&b);
	return nr;
}

#define W(file, line, text) \
	file ":" line ":3: warning: " text " [-Wodd]\n"

static void lines_do_not_count_times_do(void **state)
{
	const char *before = CC("a.c") W("a.c", "10", "odd");

	(void)state;
	assert_int_equal(count_new(before, CC("a.c") W("a.c", "27", "odd"),
				   "a.c"), 0);
	assert_int_equal(count_new(before, CC("a.c") W("a.c", "27", "odder"),
				   "a.c"), 1);
	assert_int_equal(count_new(before, CC("a.c") W("a.c", "27", "odd")
				   W("a.c", "29", "odd"), "a.c"), 1);
	assert_int_equal(count_new(before, CC("a.c"), "a.c"), 0);
}

/* The second build compiles a.c alone; b.c's warning neither goes nor comes. */
static void what_is_not_compiled_again_is_carried_over(void **state)
{
	const char *before = CC("a.c") CC("b.c") W("b.c", "1", "old");
	struct warnings a = read_log(before);
	struct warnings b = read_log(CC("a.c") W("a.c", "1", "new"));
	struct warnings c = read_log(CC("b.c") W("b.c", "7", "old"));

	(void)state;
	warnings_carry(&b, &a);
	assert_int_equal(b.nr, 2);
	assert_int_equal(b.nr_units, 2);
	assert_int_equal(count_new(before, CC("a.c") W("a.c", "1", "new"),
				   "a.c"), 1);
	/* and back again: a build of b.c after that one */
	warnings_carry(&c, &b);
	assert_int_equal(c.nr, 2);
	is(&c, 0, "b.c|b.c||-Wodd|old|1");
	is(&c, 1, "a.c|a.c||-Wodd|new|1");
	warnings_release(&a);
	warnings_release(&b);
	warnings_release(&c);
}

static void what_before_never_compiled_is_not_new(void **state)
{
	(void)state;
	assert_int_equal(count_new(CC("a.c"), CC("b.c") W("b.c", "1", "odd"),
				   "a.c"), 0);
	assert_int_equal(count_new(CC("a.c"), CC("b.c") W("b.c", "1", "odd"),
				   NULL), 0);
	assert_int_equal(count_new(CC("a.c"), CC("b.c") W("b.c", "1", "odd"),
				   "b.c"), 1);
}

static void odd_lines_do_no_harm(void **state)
{
	struct warnings w = read_log(
		": warning: \n: In function \nx: warning: [-W]\n"
		"In file included from \n     from \n -c -o x.o\n"
		"12:34: warning: y [-Wa\n");

	(void)state;
	warnings_release(&w);
	w = read_log("");
	assert_int_equal(w.nr, 0);
	warnings_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_real_log_is_read),
		cmocka_unit_test(the_log_names_the_folder_of_the_sources),
		cmocka_unit_test(a_header_counts_for_what_includes_it),
		cmocka_unit_test(lines_do_not_count_times_do),
		cmocka_unit_test(what_is_not_compiled_again_is_carried_over),
		cmocka_unit_test(what_before_never_compiled_is_not_new),
		cmocka_unit_test(odd_lines_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

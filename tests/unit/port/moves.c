// SPDX-License-Identifier: GPL-2.0-only
/* Where files and lines of a patch went, and what entries are about. */
#include "unit.h"

#include "core/merge/lines.h"
#include "core/port/half-move.h"
#include "core/port/moved-name.h"
#include "core/text/buf.h"

static void a_file_may_have_got_more_words(void **state)
{
	(void)state;
	assert_true(port_may_have_moved("lib/queue.c", "kernel/queue.c"));
	assert_true(port_may_have_moved("a/hsta_msi.c", "b/soc_hsta_msi.c"));
	assert_true(port_may_have_moved("kernel/cgroup/cgroup-v1.c",
					"kernel/cgroup.c"));
	assert_true(port_may_have_moved("Documentation/x/keys.rst",
					"Documentation/keys.txt"));
	assert_false(port_may_have_moved("lib/queue.c", "lib/queue.h"));
	assert_false(port_may_have_moved("lib/queue.c", "lib/requeue.c"));
	assert_false(port_may_have_moved("mm/slab.c", "mm/slab_common.c"));
	assert_false(port_may_have_moved("arch/arm/kernel/smp.c",
					 "arch/mips/kernel/smp.c"));
	assert_false(port_may_have_moved("arch/arm/kernel/smp.c",
					 "kernel/smp.c"));
	assert_true(port_same_format("a/x.c", "b/y.c"));
	assert_false(port_same_format("a/x.rst", "b/x.txt"));
}

/* A patch that does `one` to a.c and `other` to b.c. */
static bool moves(const char *one, const char *other)
{
	struct buf text = { 0 };
	struct diag why = { 0 };
	struct patch p;
	bool half;

	buf_addf(&text, "--- a/a.c\n+++ b/a.c\n@@ -1,%d +1,%d @@\n x\n%s\n"
		 "--- a/b.c\n+++ b/b.c\n@@ -1,%d +1,%d @@\n x\n%s\n",
		 1 + (one[0] == '-'), 1 + (one[0] == '+'), one,
		 1 + (other[0] == '-'), 1 + (other[0] == '+'), other);
	assert_int_equal(patch_parse(&p, buf_span(&text), 1, "p", &why), 0);
	half = port_half_move(&p, &p.diff[0]) == &p.diff[1];
	patch_release(&p);
	buf_release(&text);
	return half;
}

static void lines_that_a_patch_moves_are_told(void **state)
{
	(void)state;
	assert_true(moves("-EXPORT_SYMBOL(multiply)",
			  "+EXPORT_SYMBOL(multiply);"));
	assert_true(moves("+int multiply(int a);", "-int multiply(int a);"));
	assert_false(moves("-EXPORT_SYMBOL(multiply)",
			   "-EXPORT_SYMBOL(multiply);"));
	assert_false(moves("-EXPORT_SYMBOL(multiply)",
			   "+EXPORT_SYMBOL(divide);"));
	assert_false(moves("-#include <linux/export.h>",
			   "+#include <linux/export.h>"));
	assert_false(moves("-}", "+}"));
}

static void key_is(const char *line, const char *want)
{
	struct span key = port_line_key(span_of(line));

	assert_int_equal(key.len, strlen(want));
	assert_memory_equal(key.at, want, key.len);
}

static void entries_are_about_a_symbol(void **state)
{
	(void)state;
	key_is("\tselect HAVE_KGDB if MMU", "HAVE_KGDB");
	key_is("#define QUEUE_MAX 5", "QUEUE_MAX");
	key_is("obj-$(CONFIG_QUEUE)\t+= queue.o", "$(CONFIG_QUEUE)");
	key_is("obj-y += queue.o", "y");
	key_is("\tqueue_push(q);", "");
	key_is("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_may_have_got_more_words),
		cmocka_unit_test(lines_that_a_patch_moves_are_told),
		cmocka_unit_test(entries_are_about_a_symbol),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

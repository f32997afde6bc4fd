// SPDX-License-Identifier: GPL-2.0-only
/* What the boots of a mode come to together. */
#include "unit.h"

#include "core/verdict/early.h"
#include "core/verdict/mode.h"

/* Counts boots that passed, with so many complaints while starting. */
static struct mode_result count(const size_t *early, size_t nr)
{
	struct boot_result passed = { .outcome = PASS };
	struct mode_result m = { .mode = "plain" };

	for (size_t i = 0; i < nr; i++) {
		const struct console c = { .complaints.nr_early = early[i] };

		mode_count(&m, &passed, &c);
	}
	return m;
}

static void the_loudest_start_counts(void **state)
{
	(void)state;
	assert_int_equal(count((size_t[]){ 0, 2, 1 }, 3).nr_early, 2);
	assert_int_equal(count((size_t[]){ 3, 0 }, 2).nr_early, 3);
	assert_int_equal(count((size_t[]){ 0 }, 1).nr_early, 0);
	assert_int_equal(count((size_t[]){ 0, 2, 1 }, 3).passed, 3);
}

static void boots_by_two_accelerators_differ(void **state)
{
	struct boot_result kvm = { .end.accel = "kvm" }, unsaid = { 0 };
	struct mode_result m = { .mode = "plain" };
	const struct console c = { 0 };

	(void)state;
	mode_count(&m, &kvm, &c);
	mode_count(&m, &kvm, &c);
	assert_string_equal(m.accel, "kvm");
	assert_false(m.differ);
	mode_count(&m, &unsaid, &c);
	assert_true(m.differ);
}

/* The texts of so many early complaints, "; " between them. */
static void early_are(const char *const *text, size_t nr, const char *wanted)
{
	struct complaints c = { .nr_early = nr };
	struct strings texts = { 0 };
	char all[300] = "";

	for (size_t i = 0; i < nr && i < COMPLAINTS_MAX; i++)
		c.early[i] = span_of(text[i]);
	early_add(&texts, &c);
	early_add(&texts, &c);
	for (size_t i = 0; i < texts.nr; i++) {
		strcat(all, i ? "; " : "");
		strcat(all, texts.at[i]);
	}
	assert_string_equal(all, wanted);
	strings_release(&texts);
}

static void early_complaints_are_compared_without_numbers(void **state)
{
	static const char *const lines[] = {
		"[    1.25] WARNING: CPU: 0 PID: 1 at fs/ext4/inode.c:77 ext4_read+0x1f/0xa0",
		"[    2.25] WARNING: CPU: 1 PID: 9 at fs/ext4/inode.c:79 ext4_read+0x2f/0xa0",
		"BUG: unable to handle page fault at ffffffffabcdefab, deadbeef",
		"BUG: bad dead cafe",
		"WARNING: fs/ext4/inode.c:77 at ext4_read+0x1f/0xa0, CPU#1: kworker/u8:3/45",
		"WARNING: fs/ext4/inode.c:79 at ext4_read+0x1f/0xa0, CPU#0: kworker/0:1/9",
	};

	(void)state;
	early_are(lines, 2, "WARNING: CPU: # PID: # at fs/ext4/inode.c:# ext4_read+#/#");
	early_are(lines + 2, 1, "BUG: unable to handle page fault at #, #");
	early_are(lines + 3, 1, "BUG: bad dead cafe");
	early_are(lines + 4, 2, "WARNING: fs/ext4/inode.c:# at ext4_read+#/#");
	early_are(lines, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boots_by_two_accelerators_differ),
		cmocka_unit_test(early_complaints_are_compared_without_numbers),
		cmocka_unit_test(the_loudest_start_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

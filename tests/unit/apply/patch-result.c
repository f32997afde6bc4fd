// SPDX-License-Identifier: GPL-2.0-only
#include "unit.h"

#include <string.h>

#include "core/apply/patch-result.h"

/* The outcome of a patch of two file diffs, each of two hunks placed so. */
static enum patch_outcome judge(const enum placed placed[4],
				const struct place_options *how, char *reason)
{
	struct placement where[4] = { 0 };
	struct file_diff diff[2] = { { .nr = 2 }, { .nr = 2 } };
	struct part part[2] = { 0 };
	struct patch_result r = { .part = part, .nr = 2 };

	for (int i = 0; i < 4; i++)
		where[i].placed = placed[i];
	for (int i = 0; i < 2; i++) {
		part[i].diff = &diff[i];
		part[i].a.where = &where[2 * i];
		part[i].a.nr = 2;
		part[i].a.applied = where[2 * i].placed == PLACED_MERGED &&
				    where[2 * i + 1].placed == PLACED_MERGED ?
				    APPLIED_MERGED : APPLIED;
	}
	patch_result_judge(&r, how);
	strcpy(reason, part[0].a.reason);
	return r.outcome;
}

static void a_patch_is_there_wholly_or_not_at_all(void **state)
{
	const struct place_options strict = { 0 };
	const struct place_options quilt = { .like_quilt = true };
	const enum placed none[] = { PLACED_EXACT, PLACED_OFFSET, PLACED_EXACT,
				     PLACED_EXACT };
	const enum placed all[] = { PLACED_MERGED, PLACED_MERGED, PLACED_MERGED,
				    PLACED_MERGED };
	const enum placed hunk[] = { PLACED_EXACT, PLACED_MERGED, PLACED_EXACT,
				     PLACED_EXACT };
	const enum placed file[] = { PLACED_MERGED, PLACED_MERGED, PLACED_EXACT,
				     PLACED_EXACT };
	char reason[256];

	(void)state;
	assert_int_equal(judge(none, &strict, reason), PATCH_APPLIED);
	assert_int_equal(judge(all, &strict, reason), PATCH_MERGED);
	assert_string_equal(reason, "");
	assert_int_equal(judge(hunk, &strict, reason), PATCH_REFUSED);
	assert_string_equal(reason, "the patch is partly merged: hunk 2 is there already, hunk 1 is not");
	assert_int_equal(judge(file, &strict, reason), PATCH_REFUSED);
	assert_string_equal(reason, "the patch is partly merged: this file has its change already");
	assert_int_equal(judge(hunk, &quilt, reason), PATCH_APPLIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_patch_is_there_wholly_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Hashes, the hash table, and strings by number. */
#include "unit.h"

#include <stdio.h>

#include "core/text/buf.h"
#include "core/text/hash.h"

static void fnv_is_fnv(void **state)
{
	(void)state;
	/* from the published test vectors of FNV-1a, 64 bits */
	assert_true(hash_span(HASH_START, span_of("")) == 0xcbf29ce484222325u);
	assert_true(hash_span(HASH_START, span_of("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(hash_span(HASH_START, span_of("foobar")) ==
		    0x85944171f73967e8u);
}

static void equal_lines_have_equal_hashes(void **state)
{
	char other[64] = "..a line that is longer than a word";

	(void)state;
	assert_int_equal(hash_line(span_of("a line that is longer than a word")),
			 hash_line(span_of(other + 2)));
	assert_int_not_equal(hash_line(span_of("a")), hash_line(span_of("b")));
	assert_int_not_equal(hash_line(span_of("12345678a")),
			     hash_line(span_of("12345678b")));
	assert_int_not_equal(hash_line(span_of("")),
			     hash_line((struct span){ "\0", 1 }));
}

static void a_table_finds_all_items_with_a_hash(void **state)
{
	struct table t = { 0 };
	size_t probe = 0, item = 0, n;

	(void)state;
	assert_false(table_next(&t, 1, &probe, &item));
	for (size_t i = 0; i < 1000; i++)
		table_add(&t, i / 2, i);
	assert_int_equal(t.nr, 1000);
	for (size_t i = 0; i < 500; i++) {
		n = 0;
		for (probe = 0; table_next(&t, i, &probe, &item); n++)
			assert_int_equal(item / 2, i);
		assert_int_equal(n, 2);
	}
	probe = 0;
	assert_false(table_next(&t, 500, &probe, &item));
	table_release(&t);
	assert_int_equal(t.nr, 0);
}

static void hashes_that_share_low_bits_are_found(void **state)
{
	struct table t = { 0 };
	size_t probe, item = 0;

	(void)state;
	for (uint64_t i = 0; i < 64; i++)
		table_add(&t, i << 40, i);
	for (uint64_t i = 0; i < 64; i++) {
		probe = 0;
		assert_true(table_next(&t, i << 40, &probe, &item));
		assert_int_equal(item, i);
	}
	table_release(&t);
}

static void strings_are_numbered_once(void **state)
{
	struct numbering n = { 0 };
	char name[200][8];

	(void)state;
	assert_true(numbering_find(&n, span_of("x")) == SIZE_MAX);
	for (int i = 0; i < 200; i++)
		snprintf(name[i], sizeof(name[i]), "n%d", i);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 200; i++)
			assert_int_equal(numbering_add(&n, span_of(name[i])),
					 i);
	assert_int_equal(n.nr, 200);
	assert_int_equal(numbering_find(&n, span_of("n7")), 7);
	assert_true(numbering_find(&n, span_of("n")) == SIZE_MAX);
	assert_int_equal(numbering_add(&n, (struct span){ "", 0 }), 200);
	numbering_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fnv_is_fnv),
		cmocka_unit_test(equal_lines_have_equal_hashes),
		cmocka_unit_test(a_table_finds_all_items_with_a_hash),
		cmocka_unit_test(hashes_that_share_low_bits_are_found),
		cmocka_unit_test(strings_are_numbered_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

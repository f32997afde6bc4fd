// SPDX-License-Identifier: GPL-2.0-only
/* Deltas: whatever the inputs, undoing them gives the input back. */
#include "unit.h"

#include <stdio.h>

#include "core/patch/delta.h"

typedef void delta_fn(struct buf *out, struct span from, struct span to);

static size_t get_size(const unsigned char **at)
{
	size_t n = 0;
	int shift = 0;

	do {
		n |= (size_t)(**at & 0x7f) << shift;
		shift += 7;
	} while (*(*at)++ & 0x80);
	return n;
}

/* gitformat-pack(5), "Deltified representation". */
static void undo(struct buf *out, struct span from, const struct buf *delta)
{
	const unsigned char *at = (const unsigned char *)delta->at;
	const unsigned char *end = at + delta->len;
	size_t len;

	assert_int_equal(get_size(&at), from.len);
	len = get_size(&at);
	while (at < end) {
		unsigned int op = *at++;
		size_t offset = 0, size = 0;

		if (!(op & 0x80)) {
			assert_int_not_equal(op, 0);
			buf_add(out, at, op);
			at += op;
			continue;
		}
		for (int i = 0; i < 4; i++)
			if (op & (1 << i))
				offset |= (size_t)*at++ << (8 * i);
		for (int i = 0; i < 3; i++)
			if (op & (0x10 << i))
				size |= (size_t)*at++ << (8 * i);
		assert_true(size && offset + size <= from.len);
		buf_add(out, from.at + offset, size);
	}
	assert_int_equal(out->len, len);
}

static size_t round_trip(delta_fn *make, struct span from, struct span to)
{
	struct buf delta = { 0 }, out = { 0 };
	size_t len;

	make(&delta, from, to);
	undo(&out, from, &delta);
	assert_true(span_equals(buf_span(&out), to));
	len = delta.len;
	buf_release(&delta);
	buf_release(&out);
	return len;
}

static void ends_and_nothing(void **state)
{
	static const char *const texts[] = {
		"", "a", "a\n", "a\nb\n", "b\na\n", "\n\n\n", "a\nb\nc\nd\ne\n",
		"x\na\nb\nc\nd\ne\n", "a\nb\nc\nd\ne\nf", "a\nc\nb\nd\na\nb\n",
	};
	size_t nr = sizeof(texts) / sizeof(*texts);

	(void)state;
	for (size_t i = 0; i < nr; i++)
		for (size_t j = 0; j < nr; j++) {
			round_trip(delta_lines, span_of(texts[i]),
				   span_of(texts[j]));
			round_trip(delta_entries, span_of(texts[i]),
				   span_of(texts[j]));
		}
}

static void two_changes_far_apart_cost_little(void **state)
{
	struct buf a = { 0 }, b = { 0 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		buf_addf(&a, "line %d of the file\n", i);
		if (i == 100)
			buf_adds(&b, "a new line\n");
		if (i != 19000)
			buf_addf(&b, "line %d of the file\n", i);
	}
	assert_true(round_trip(delta_lines, buf_span(&a), buf_span(&b)) < 120);
	buf_release(&a);
	buf_release(&b);
}

static void add_entry(struct buf *b, int i, int version)
{
	char id[21];

	snprintf(id, sizeof(id), "%010d%010d", i, version);
	buf_addf(b, "100644 file%05d.c", i);
	buf_addc(b, '\0');
	buf_add(b, id, 20);
}

static void a_tree_with_one_new_id_costs_little(void **state)
{
	struct buf a = { 0 }, b = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		add_entry(&a, i, 0);
		if (i == 200)
			continue;
		add_entry(&b, i, i == 500);
	}
	add_entry(&b, 1001, 0);
	assert_true(round_trip(delta_entries, buf_span(&a), buf_span(&b)) <
		    120);
	buf_release(&a);
	buf_release(&b);
}

static void any_bytes_come_back(void **state)
{
	unsigned int seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char text[2][400];
		size_t len[2];

		for (int i = 0; i < 2; i++) {
			len[i] = (seed = seed * 1103515245 + 12345) >> 16 &
				 0xff;
			for (size_t k = 0; k < len[i]; k++)
				text[i][k] =
					"ab\n \0x"[(seed = seed * 1103515245 +
							   12345) >>
							   16 &
						   3];
			text[i][len[i]] = '\0';
		}
		round_trip(delta_lines, (struct span){ text[0], len[0] },
			   (struct span){ text[1], len[1] });
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_and_nothing),
		cmocka_unit_test(two_changes_far_apart_cost_little),
		cmocka_unit_test(a_tree_with_one_new_id_costs_little),
		cmocka_unit_test(any_bytes_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

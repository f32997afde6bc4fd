// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a hunk fits: the index must find the very places that the search finds.
 */
#include "unit.h"

#include "core/apply/match.h"

enum { LINES_MAX = 60, TRIES = 20000 };

static unsigned long dice;

static unsigned int pick(unsigned int n)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (dice >> 33) % n;
}

/*
 * Few distinct lines, empty ones and one that begins as another does among
 * them.
 */
static struct span line_of(unsigned int alphabet)
{
	static const char *const lines[] = { "",  "a",	"ab", "b",
					     "}", "\t", "x\r" };

	return span_of(lines[pick(alphabet)]);
}

static void make_text(struct buf *out, unsigned int alphabet)
{
	unsigned int nr = pick(LINES_MAX);

	buf_clear(out);
	for (unsigned int i = 0; i < nr; i++) {
		struct span line = line_of(alphabet);

		buf_add(out, line.at, line.len);
		if (i + 1 < nr || pick(4))
			buf_addc(out, '\n');
	}
}

static struct hunk make_hunk(struct hunk_line *line, unsigned int alphabet)
{
	struct hunk h = { .line = line, .nr = 1 + pick(5) };

	for (size_t i = 0; i < h.nr; i++)
		line[i] = (struct hunk_line){ .kind = " -+"[pick(3)],
					      .text = line_of(alphabet) };
	line[h.nr - 1].no_eol = !pick(4);
	return h;
}

static void compare(const struct pattern *f, struct span bytes, size_t from,
		    size_t most)
{
	struct text plain, indexed;
	struct places a, b;

	text_open(&plain, bytes);
	text_open(&indexed, bytes);
	indexed.spent = SIZE_MAX;
	pattern_places(f, &plain, from, most, &a);
	pattern_places(f, &indexed, from, most, &b);
	assert_null(plain.slot);
	assert_non_null(indexed.slot);
	assert_int_equal(a.nr, b.nr);
	for (size_t i = 0; i < a.nr; i++) {
		assert_int_equal(a.place[i].line, b.place[i].line);
		assert_int_equal(a.place[i].at, b.place[i].at);
	}
	places_release(&a);
	places_release(&b);
	text_release(&plain);
	text_release(&indexed);
}

static void the_index_finds_what_the_search_finds(void **state)
{
	struct hunk_line line[5];
	struct buf bytes = { 0 };
	struct hunk h;
	struct pattern f;

	(void)state;
	dice = 1;
	for (int i = 0; i < TRIES; i++) {
		unsigned int alphabet = 1 + pick(7);

		make_text(&bytes, alphabet);
		h = make_hunk(line, alphabet);
		pattern_init(&f, &h, "+-"[pick(2)]);
		f.skip = pick(f.prefix + 1);
		f.cut = pick(f.suffix + 1);
		if (f.skip + f.cut < f.nr)
			compare(&f, buf_span(&bytes), pick(4) ? 0 : pick(20),
				pick(4) ? SIZE_MAX : 1 + pick(3));
	}
	buf_release(&bytes);
}

/* The same question, asked line by line. */
static bool last_by_trying(const struct pattern *f, struct text *t, size_t from,
			   size_t to, struct place *place)
{
	for (place->line = to + 1; place->line-- > from; )
		if (text_seek(t, place->line, &place->at) &&
		    pattern_at(f, t->bytes, place->at))
			return true;
	return false;
}

static void the_last_place_is_found_in_one_pass(void **state)
{
	struct hunk_line line[5];
	struct buf bytes = { 0 };
	struct place a, b;
	struct pattern f;
	struct hunk h;
	struct text t;
	int found = 0;

	(void)state;
	dice = 3;
	for (int i = 0; i < TRIES; i++) {
		size_t from = pick(20), to = from + pick(30);
		bool is;

		make_text(&bytes, 1 + pick(3));
		h = make_hunk(line, 1 + pick(3));
		pattern_init(&f, &h, "+-"[pick(2)]);
		/*
		 * a line without anything, not even its end, is none to go
		 * through
		 */
		if (!f.nr || (f.no_eol && !line[h.nr - 1].text.len))
			continue;
		text_open(&t, buf_span(&bytes));
		is = last_by_trying(&f, &t, from, to, &a);
		assert_int_equal(pattern_last_place(&f, &t, from, to, &b), is);
		if (is) {
			assert_int_equal(a.line, b.line);
			assert_int_equal(a.at, b.at);
		}
		found += is;
		text_release(&t);
	}
	assert_true(found > TRIES / 20);
	buf_release(&bytes);
}

static void lines_are_counted_alike(void **state)
{
	struct text plain, indexed;
	struct buf bytes = { 0 };

	(void)state;
	dice = 2;
	for (int i = 0; i < 500; i++) {
		make_text(&bytes, 7);
		text_open(&plain, buf_span(&bytes));
		text_open(&indexed, buf_span(&bytes));
		indexed.spent = SIZE_MAX;
		text_indexed(&indexed);
		assert_int_equal(text_count(&plain), text_count(&indexed));
		for (size_t k = 0; k < LINES_MAX + 2; k++) {
			size_t n = pick(LINES_MAX + 2), a = 0, b = 0;

			assert_int_equal(text_seek(&plain, n, &a),
					 text_seek(&indexed, n, &b));
			n = pick(bytes.len + 1);
			assert_int_equal(text_line_of(&plain, n),
					 text_line_of(&indexed, n));
		}
		text_release(&plain);
		text_release(&indexed);
	}
	buf_release(&bytes);
}

static void what_is_searched_often_gets_an_index(void **state)
{
	struct hunk_line line = { .kind = ' ', .text = { "no", 2 } };
	struct hunk h = { .line = &line, .nr = 1 };
	struct buf bytes = { 0 };
	struct places places;
	struct text t;
	struct pattern f;

	(void)state;
	for (int i = 0; i < 30000; i++)
		buf_adds(&bytes, "\tline();\n");
	text_open(&t, buf_span(&bytes));
	pattern_init(&f, &h, '+');
	for (int i = 0; i < 15; i++) {
		pattern_places(&f, &t, 0, SIZE_MAX, &places);
		assert_null(t.slot);
	}
	for (int i = 0; i < 15; i++)
		pattern_places(&f, &t, 0, SIZE_MAX, &places);
	assert_non_null(t.slot);
	text_release(&t);
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_finds_what_the_search_finds),
		cmocka_unit_test(the_last_place_is_found_in_one_pass),
		cmocka_unit_test(lines_are_counted_alike),
		cmocka_unit_test(what_is_searched_often_gets_an_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

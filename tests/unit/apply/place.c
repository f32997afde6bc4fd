// SPDX-License-Identifier: GPL-2.0-only
/* Where hunks go: the rungs of the ladder, one by one. */
#include "unit.h"

#include "core/apply/place.h"
#include "core/text/buf.h"

/* A hunk from lines such as "-a\n+b\n"; old_start is the caller's. */
static void hunk_make(struct hunk *h, long old_start, const char *lines)
{
	struct span rest = span_of(lines), line;

	*h = (struct hunk){ .old_start = old_start, .new_start = old_start };
	h->line = grow_array(NULL, strlen(lines), sizeof(*h->line));
	while (span_line(&rest, &line)) {
		if (line.at[0] == '\\') {
			h->line[h->nr - 1].no_eol = true;
			continue;
		}
		h->line[h->nr++] = (struct hunk_line){
			.kind = line.at[0], .text = span_skip(line, 1) };
		h->old_nr += line.at[0] != '+';
		h->new_nr += line.at[0] != '-';
	}
}

static struct placement locate_from(const char *file, const struct hunk *h,
				    struct cursor after,
				    struct place_options how)
{
	struct placement where;
	struct text t;

	text_open(&t, span_of(file));
	hunk_locate(h, &t, &after, &how, &where);
	text_release(&t);
	return where;
}

static struct placement locate(const char *file, long old_start,
			       const char *lines, struct place_options how)
{
	struct placement where;
	struct hunk h;

	hunk_make(&h, old_start, lines);
	where = locate_from(file, &h, (struct cursor){ .alone = true }, how);
	free(h.line);
	return where;
}

static const struct place_options strict,
	quilt = { .like_quilt = true, .fuzz = 2 };

static void the_exact_line_settles(void **state)
{
	struct placement w;

	(void)state;
	w = locate("a\nb\na\nb\n", 3, "-a\n b\n", strict);
	assert_int_equal(w.placed, PLACED_EXACT);
	assert_int_equal(w.found, 3);
	assert_int_equal(w.at, 4);
	w = locate("a\nb\na\nb\n", 3, "-a\n b\n",
		   (struct place_options){ .count = true });
	assert_int_equal(w.placed, PLACED_EXACT);
	assert_int_equal(w.places, 2);
}

static void the_only_place_is_taken(void **state)
{
	struct placement w =
		locate("x\ny\nz\nz\na\nb\n", 2, "-a\n b\n", strict);

	(void)state;
	assert_int_equal(w.placed, PLACED_OFFSET);
	assert_int_equal(w.found, 5);
	assert_int_equal(w.offset, 3);
	assert_int_equal(w.places, 1);
}

static void two_places_are_refused(void **state)
{
	struct placement w =
		locate("x\na\nb\na\nb\nc\n", 5, "-a\n b\n", strict);

	(void)state;
	assert_int_equal(w.placed, PLACED_AMBIGUOUS);
	assert_int_equal(w.places, 2);
	assert_int_equal(w.candidate[0], 2);
	assert_int_equal(w.candidate[1], 4);
	assert_int_equal(w.found, 0);
	assert_false(placed_ok(w.placed));
}

static void quilt_takes_the_nearer_and_the_later(void **state)
{
	(void)state;
	assert_int_equal(
		locate("x\na\nb\na\nb\nc\n", 5, "-a\n b\n", quilt).found, 4);
	assert_int_equal(locate("x\na\nb\nx\na\nb\nc\nc\n", 3, "-a\n b\n", quilt).found,
				 2);
	assert_int_equal(
		locate("a\nb\nx\ny\na\nb\n", 3, "-a\n b\n", quilt).found, 5);
}

/* What GNU patch does with hunks that overlap. */
static void quilt_looks_at_the_change_behind_the_hunk_before(void **state)
{
	struct cursor after = { .from = 2 };
	struct placement w;
	struct hunk h;

	(void)state;
	hunk_make(&h, 2, " L2\n l3\n-l4\n+L4\n l5\n");
	w = locate_from("l1\nl2\nl3\nl4\nl5\nl6\n", &h, after, quilt);
	free(h.line);
	assert_int_equal(w.placed, PLACED_FUZZ);
	assert_int_equal(w.found, 2);
	/* "misordered hunks": it looks no further, not with fuzz either */
	after.from = 9;
	hunk_make(&h, 4, " 0\n-3\n 1\n");
	w = locate_from("1\n4\n3\n0\n3\n1\n3\n4\n0\n4\n3\n1\n2\n", &h,
			after, quilt);
	free(h.line);
	assert_int_equal(w.placed, PLACED_NOWHERE);
}

static void part_of_a_line_is_no_fit(void **state)
{
	(void)state;
	assert_int_equal(locate("xa\nb\n", 2, "-a\n b\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("a\nbb\n", 2, "-a\n b\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("d\nd", 2, " d\n-d\n+e\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("a\na\nd\nd", 1, " a\n-d\n+e\n", strict).placed,
				 PLACED_NOWHERE);
}

static void ends_of_the_file_hold_what_lacks_context(void **state)
{
	struct placement w;

	(void)state;
	w = locate("z\na\nb\n", 1, "+n\n a\n b\n", strict);
	assert_int_equal(w.placed, PLACED_NOWHERE);
	assert_int_equal(w.anchor, ANCHOR_BEGIN);
	w = locate("a\nb\nz\n", 1, " a\n b\n+n\n", strict);
	assert_int_equal(w.placed, PLACED_NOWHERE);
	assert_int_equal(w.anchor, ANCHOR_END);
	assert_int_equal(locate("z\na\nb\n", 1, " a\n b\n+n\n", strict).found,
				 2);
}

static void what_is_there_is_merged(void **state)
{
	(void)state;
	assert_int_equal(locate("a\nB\nc\n", 1, " a\n-b\n+B\n c\n", strict).placed,
				 PLACED_MERGED);
	assert_int_equal(locate("a\nB\nc\n", 1, " a\n-b\n+B\n c\n", quilt).placed,
				 PLACED_NOWHERE);
	/*
	 * lines only removed at the end of a hunk: what stands there instead is
	 * no proof
	 */
	assert_int_equal(locate("a\nb\nX\n", 1, " a\n b\n-c\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("a\nb\n", 1, " a\n b\n-c\n", strict).placed,
				 PLACED_MERGED);
}

static void fuzz_is_only_used_when_allowed(void **state)
{
	static const char file[] = "1\nX\n3\n4\n5\n6\n7\n";
	static const char lines[] = " 1\n 2\n 3\n-4\n 5\n 6\n 7\n";
	struct placement w;

	(void)state;
	assert_int_equal(locate(file, 1, lines, strict).placed, PLACED_NOWHERE);
	assert_int_equal(locate(file, 1, lines,
				(struct place_options){ .fuzz = 1 })
				 .placed,
			 PLACED_NOWHERE);
	w = locate(file, 1, lines, (struct place_options){ .fuzz = 3 });
	assert_int_equal(w.placed, PLACED_FUZZ);
	assert_int_equal(w.fuzz, 2);
	assert_int_equal(w.skip, 2);
	assert_int_equal(w.cut, 2);
	assert_int_equal(w.found, 1);
}

static void an_insertion_without_context_does_not_move(void **state)
{
	struct placement w;
	struct hunk h;

	(void)state;
	assert_int_equal(locate("a\nb\n", 1, "+n\n", strict).at, 2);
	assert_int_equal(locate("a\nb\n", 2, "+n\n", strict).placed,
				 PLACED_EXACT);
	assert_int_equal(locate("a\nb\n", 3, "+n\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("a\nb", 2, "+n\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("a\nb\n", 0, "+n\n", strict).placed,
				 PLACED_NOWHERE);
	assert_int_equal(locate("", 0, "+n\n", strict).placed, PLACED_EXACT);
	hunk_make(&h, 1, "+n\n");
	w = locate_from("a\nb\nc\n", &h, (struct cursor){ .drift = 1 }, strict);
	assert_int_equal(w.placed, PLACED_NOWHERE);
	assert_int_equal(w.anchor, ANCHOR_LINE);
	free(h.line);
}

static void an_insertion_without_context_is_not_made_twice(void **state)
{
	struct placement w = locate("a\nnew\nb\n", 1, "+new\n", strict);

	(void)state;
	assert_int_equal(w.placed, PLACED_MERGED);
	assert_int_equal(w.found, 2);
	w = locate("a\nnew", 1, "+new\n\\ No newline at end of file\n", strict);
	assert_int_equal(w.placed, PLACED_MERGED);
	/* what stands everywhere is no evidence */
	assert_int_equal(locate("a\n}\nb\n", 1, "+}\n", strict).placed,
			 PLACED_EXACT);
	assert_int_equal(locate("a\nb\nnew\n", 1, "+new\n", strict).placed,
			 PLACED_EXACT);
	assert_int_equal(locate("a\nnew\nb\n", 1, "+new\n", quilt).placed,
			 PLACED_EXACT);
}

static void a_drift_settles_only_what_the_line_itself_does_not(void **state)
{
	struct hunk h;

	(void)state;
	hunk_make(&h, 3, "-a\n b\n");
	/* a b at 1, 4 and 6 */
	assert_int_equal(locate_from("a\nb\nx\na\nb\na\nb\n", &h,
		(struct cursor){ .drift = 1 }, strict).found, 4);
	assert_int_equal(locate_from("a\nb\nx\na\nb\na\nb\n", &h,
				     (struct cursor){ .drift = 2 }, strict)
				 .placed,
			 PLACED_AMBIGUOUS);
	/* a b at 3 and 5: both the line and the line that drifted */
	assert_int_equal(locate_from("x\nx\na\nb\na\nb\n", &h,
				     (struct cursor){ .drift = 2 }, strict)
				 .placed,
			 PLACED_AMBIGUOUS);
	/* not in front of the hunk before */
	assert_int_equal(locate_from("a\nb\nx\na\nb\n", &h,
		(struct cursor){ .from = 2, .end = 2 }, strict).found, 4);
	/*
	 * sharing the context of the hunk before only where the patch does, too
	 */
	assert_int_equal(locate_from("a\nb\nx\n", &h,
				     (struct cursor){ .end = 1, .old_end = 3 },
				     strict)
				 .placed,
			 PLACED_NOWHERE);
	assert_int_equal(locate_from("a\nb\nx\n", &h,
		(struct cursor){ .end = 1, .old_end = 4 }, strict).found, 1);
	free(h.line);
}

static void each_outcome_has_its_words(void **state)
{
	struct placement w = { 0 };
	struct buf out = { 0 };

	(void)state;
	for (int p = PLACED_EXACT; p <= PLACED_NOWHERE; p++) {
		w.placed = p;
		buf_clear(&out);
		placement_describe(&w, &out);
		assert_true(out.len > 5);
		assert_true(strlen(placed_name(p)) > 3);
		assert_int_equal(placed_ok(p), p <= PLACED_MERGED);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exact_line_settles),
		cmocka_unit_test(the_only_place_is_taken),
		cmocka_unit_test(two_places_are_refused),
		cmocka_unit_test(quilt_takes_the_nearer_and_the_later),
		cmocka_unit_test(
			quilt_looks_at_the_change_behind_the_hunk_before),
		cmocka_unit_test(part_of_a_line_is_no_fit),
		cmocka_unit_test(ends_of_the_file_hold_what_lacks_context),
		cmocka_unit_test(what_is_there_is_merged),
		cmocka_unit_test(fuzz_is_only_used_when_allowed),
		cmocka_unit_test(an_insertion_without_context_does_not_move),
		cmocka_unit_test(
			an_insertion_without_context_is_not_made_twice),
		cmocka_unit_test(
			a_drift_settles_only_what_the_line_itself_does_not),
		cmocka_unit_test(each_outcome_has_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

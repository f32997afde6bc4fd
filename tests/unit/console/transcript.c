// SPDX-License-Identifier: GPL-2.0-only
/* A console, cut into pieces once and judged for each check that ran in it. */
#include "unit.h"

#include "core/console/judge-console.h"
#include "tests/seal-log.h"

static const unsigned char secret[SEAL_SECRET] = "0123456789abcde";

static const char said[] =
	"Linux version 4.9 (b@example) #1\n"
	"backport: start check=a kernel=4.9 rounds=1\n"
	"backport: step 1.up PASS ms=55\n"
	"backport: result PASS steps=1 passed=1 failed=0 skipped=0\n"
	"backport: start check=b kernel=4.9 rounds=1\n"
	"\x1b[1mWARNING: CPU: 0 PID: 1 at mm/slab.c:1 f+0x1/0x2\n"
	"---[ end trace 0123456789abcdef ]---\n"
	"\n"
	"backport: step 1.up FAIL ms=5\n"
	"backport: result FAIL steps=1 passed=0 failed=1 skipped=0\n"
	"backport: end\n";

static void a_line_is_cut_into_pieces(void **state)
{
	static const struct {
		enum piece_kind kind;
		long lineno;
		const char *text;
	} want[] = {
		{ PIECE_KERNEL, 1, "Linux version 4.9 (b@example) #1" },
		{ PIECE_GUEST, 2, "start check=a kernel=4.9 rounds=1" },
		{ PIECE_GUEST, 3, "step 1.up PASS ms=55" },
		{ PIECE_GUEST, 4, "result PASS steps=1 passed=1 failed=0 skipped=0" },
		{ PIECE_GUEST, 5, "start check=b kernel=4.9 rounds=1" },
		{ PIECE_KERNEL, 6, "WARNING: CPU: 0 PID: 1 at mm/slab.c:1 f+0x1/0x2" },
		{ PIECE_KERNEL, 7, "---[ end trace 0123456789abcdef ]---" },
		{ PIECE_GUEST, 9, "step 1.up FAIL ms=5" },
		{ PIECE_GUEST, 10, "result FAIL steps=1 passed=0 failed=1 skipped=0" },
		{ PIECE_GUEST, 11, "end" },
		{ PIECE_GARBLED, 12, "" },
	};
	struct transcript t;
	struct buf log = { 0 };
	size_t nr = 0;

	(void)state;
	seal_log(&log, span_of(said), secret);
	buf_adds(&log, "backport: 9 end mac=0000\n");
	transcript_read(&t, buf_span(&log), secret);
	for (size_t i = 0; i < t.nr; i++) {
		struct span text = piece_text(&t, &t.piece[i]);

		if (t.piece[i].lineno == 12 &&
		    t.piece[i].kind == PIECE_KERNEL)
			continue;
		assert_true(nr < sizeof(want) / sizeof(*want));
		assert_int_equal(t.piece[i].kind, want[nr].kind);
		assert_int_equal(t.piece[i].lineno, want[nr].lineno);
		assert_true(t.piece[i].kind == PIECE_GARBLED ||
			    span_equals(text, span_of(want[nr].text)));
		nr++;
	}
	assert_int_equal(nr, sizeof(want) / sizeof(*want));
	assert_int_equal(t.piece[5].complaint, WARNING);
	assert_true(t.piece[6].ends_trace);
	assert_true(t.spoke);
	transcript_release(&t);
	buf_release(&log);
}

/* Each check is judged as if the console had been read for it alone. */
static void it_serves_every_check(void **state)
{
	static const struct {
		const char *check;
		enum outcome result;
		size_t nr_warnings;
	} t[] = { { "a", PASS, 0 }, { "b", FAIL, 1 }, { "a", PASS, 0 } };
	struct transcript once;
	struct buf log = { 0 };

	(void)state;
	seal_log(&log, span_of(said), secret);
	transcript_read(&once, buf_span(&log), secret);
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
		const struct boot_asked asked = { .check = t[i].check };
		struct console c;

		console_judge(&c, &once, &asked);
		assert_string_equal(c.malformed, "");
		assert_string_equal(c.check, t[i].check);
		assert_int_equal(c.result, t[i].result);
		assert_int_equal(c.complaints.nr_warning, t[i].nr_warnings);
		assert_int_equal(c.ending, ENDED_RESULT);
		console_release(&c);
	}
	transcript_release(&once);
	buf_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_cut_into_pieces),
		cmocka_unit_test(it_serves_every_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

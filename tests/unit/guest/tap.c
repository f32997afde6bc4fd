// SPDX-License-Identifier: GPL-2.0-only
/* Each file of tests/tap: TAP as a check prints it, and the steps it makes. */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>

#include "core/text/buf.h"
#include "guest/kmsg.c"
#include "guest/plan.c"
#include "guest/tap.c"

#define CASES	"tests/tap"

static void take_step(void *arg, const char *name, enum outcome outcome,
		      const char *reason)
{
	static const char *const names[] = { "PASS", "SKIP", "FAIL", "ERROR" };

	buf_addf(arg, "%s %s%s%s\n", name, names[outcome],
		 *reason ? " " : "", reason);
}

/* The lines of text, which is cut up, as a check called "check" prints them. */
static void read_tap(char *text, struct buf *out)
{
	struct tap t;
	char *line;

	tap_init(&t, take_step, out);
	while ((line = strsep(&text, "\n")))
		if (!tap_line(&t, line) && *line)
			buf_addf(out, "# %s\n", line);
	tap_end(&t, "check");
	if (!t.spoke)
		buf_adds(out, "# no TAP\n");
	buf_adds(out, "");
}

/* What stands before a line "--" is printed, what comes after it is wanted. */
static void check_case(const char *name)
{
	char path[512], text[16384];
	struct buf got = { 0 };
	size_t n;
	FILE *f;
	char *want;

	snprintf(path, sizeof(path), CASES "/%s", name);
	f = fopen(path, "rb");
	if (!f)
		fail_msg("%s: cannot open", path);
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	want = strstr(text, "\n--\n");
	assert_non_null(want);
	*want = '\0';
	read_tap(text, &got);
	if (strcmp(got.at, want + 4))
		fail_msg("%s: wanted\n%sgot\n%s", path, want + 4, got.at);
	buf_release(&got);
}

static void tap_becomes_steps(void **state)
{
	DIR *dir = opendir(CASES);
	struct dirent *e;
	int nr = 0;

	(void)state;
	assert_non_null(dir);
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		check_case(e->d_name);
		nr++;
	}
	closedir(dir);
	assert_true(nr >= 10);
}

/* No line is too long, too deep or too odd. */
static void no_line_is_too_odd(void **state)
{
	static const char alphabet[] = "ok not 1.#-\t    # SKIP Subtest: Bail!";
	char line[3000];
	unsigned int x = 1;
	struct buf out = { 0 };
	struct tap t;

	(void)state;
	tap_init(&t, take_step, &out);
	for (int i = 0; i < 20000; i++) {
		size_t len = i % 100 ? (x >> 8) % 60 : sizeof(line) - 1;

		for (size_t j = 0; j < len; j++) {
			x = x * 1103515245 + 12345;
			line[j] = alphabet[(x >> 16) % (sizeof(alphabet) - 1)];
		}
		line[len] = '\0';
		if (i % 3 == 0 && len > 12)
			memcpy(line, i % 2 ? "        not ok" : "    ok 3 - a", 12);
		tap_line(&t, line);
		assert_true(t.depth < TAP_DEPTH);
		buf_clear(&out);
	}
	tap_end(&t, "check");
	buf_release(&out);
}

static void a_suite_is_found_in_messages(void **state)
{
	static const char *const messages[] = {
		"Linux version 6.12", "KTAP version 1", "1..2",
		"    KTAP version 1", "    # Subtest: other", "    1..1",
		"    ok 1 a", "ok 1 other", "    KTAP version 1",
		"    # Subtest: mine", "    # module: mine", "    1..2",
		"    # b: EXPECTATION FAILED at lib/mine.c:7",
		"    not ok 1 b", "random: crng init done", "    ok 2 c",
		"# mine: pass:1 fail:1 skip:0 total:2", "not ok 2 mine",
		"    ok 3 d",
	};
	struct kmsg k = { .suite = "mine" };
	struct buf got = { 0 };
	struct tap t;

	(void)state;
	tap_init(&t, take_step, &got);
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		const char *text = kmsg_subtest(&k, messages[i]);

		if (text)
			tap_line(&t, text);
	}
	tap_end(&t, "check");
	assert_true(k.ended);
	assert_string_equal(got.at, "b FAIL module: mine; b: EXPECTATION FAILED at lib/mine.c:7\n"
			    "c PASS\n");
	buf_release(&got);
}

static void a_plan_is_read(void **state)
{
	char text[] = "check a\ntimeout 30\narg ./check\narg -v\n"
		      "check b\nkind splat\nsurvive 5\nprotocol ltp\narg ./x\n";
	struct plan p;

	(void)state;
	assert_null(plan_read(&p, text));
	assert_int_equal(p.nr, 2);
	assert_string_equal(p.check[0].name, "a");
	assert_int_equal(p.check[0].timeout_s, 30);
	assert_int_equal(p.check[0].nr_args, 2);
	assert_string_equal(p.check[0].arg[1], "-v");
	assert_null(p.check[0].arg[2]);
	assert_int_equal(p.check[1].kind, PLAN_SPLAT);
	assert_int_equal(p.check[1].survive_s, 5);
	assert_int_equal(p.check[1].timeout_s, PLAN_TIMEOUT_S);
	assert_true(p.check[1].ltp);
}

static void what_a_plan_cannot_be_is_named(void **state)
{
	static const char *const lines[] = {
		"timeout 3", "check", "check a\ntimeout x", "check a\nkind odd",
		"check a\nodd 1", "check a\nprotocol tap", "check a\nsurvive -1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		const char *last = strrchr(lines[i], '\n');
		char *text = strdup(lines[i]);
		struct plan p;

		assert_string_equal(plan_read(&p, text),
				    last ? last + 1 : lines[i]);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tap_becomes_steps),
		cmocka_unit_test(no_line_is_too_odd),
		cmocka_unit_test(a_suite_is_found_in_messages),
		cmocka_unit_test(a_plan_is_read),
		cmocka_unit_test(what_a_plan_cannot_be_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

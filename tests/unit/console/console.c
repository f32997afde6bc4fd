// SPDX-License-Identifier: GPL-2.0-only
/* Every folder of tests/console: a log, and what it is judged to be. */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>

#include "core/console/boot-outcome.h"
#include "core/console/judge-console.h"
#include "core/console/guest-line.h"
#include "core/text/buf.h"
#include "tests/seal-log.h"

#define CASES		"tests/console"
#define SIGNATURE	"owned-base,release,released-base,rebind,again"

static const char *const stops[] = {
	[STOP_ITSELF] = "itself", [STOP_END] = "end", [STOP_PANIC] = "panic",
	[STOP_SILENCE] = "silence", [STOP_NO_START] = "no-start",
	[STOP_TIMEOUT] = "timeout", [STOP_FLOOD] = "flood",
	[STOP_DIED] = "died",
};

static const struct boot_asked asked = { .secret = "0123456789abcde" };

static void slurp(struct buf *b, const char *name, const char *file)
{
	char path[512], chunk[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), CASES "/%s/%s", name, file);
	f = fopen(path, "rb");
	if (!f)
		fail_msg("%s: cannot open", path);
	while ((n = fread(chunk, 1, sizeof(chunk), f)))
		buf_add(b, chunk, n);
	fclose(f);
}

static enum stop stop_of(struct span want)
{
	struct span line;

	assert_true(span_line(&want, &line));
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (span_starts(line, "stop ") &&
		    span_equals(span_skip(line, 5), span_of(stops[i])))
			return i;
	fail_msg("the first line of want is not 'stop WORD'");
	return STOP_ITSELF;
}

/* What want has to say, in its words. */
static void describe(struct buf *out, const struct console *c, enum stop stop)
{
	size_t count[ERROR + 1] = { 0 };
	char reason[600];

	for (size_t i = 0; i < c->nr; i++)
		count[c->step[i].outcome]++;
	buf_addf(out, "stop %s\n", stops[stop]);
	buf_addf(out, "outcome %s\n",
		 outcome_name(boot_judge(c, stop, reason, sizeof(reason))));
	buf_addf(out, "reason %s\n", reason);
	buf_addf(out, "ending %s\n", ending_name(c->ending));
	buf_addf(out, "steps %zu passed %zu failed %zu skipped %zu error %zu\n",
		 c->nr, count[PASS], count[FAIL], count[SKIP], count[ERROR]);
	buf_addf(out, "oops %zu warning %zu early %zu\n",
		 c->complaints.nr_oops, c->complaints.nr_warning,
		 c->complaints.nr_early);
	buf_addf(out, "signature %s\n",
		 boot_has_signature(c, SIGNATURE ",toy,splat") ? "yes" : "no");
}

/* A log as it is judged for one check, "want.NAME", or for its only one. */
static void check_want(const char *name, const char *file)
{
	struct buf log = { 0 }, want = { 0 }, got = { 0 }, sealed = { 0 },
		   splat = { 0 };
	struct boot_asked a = asked;
	struct console c;
	enum stop stop;

	a.check = file[4] ? file + 5 : NULL;
	slurp(&log, name, "log");
	if (a.check && !strncmp(a.check, "splat-", 6))
		slurp(&splat, name, "splat");
	if (splat.len)
		splat.at[splat.len - 1] = '\0';
	a.splat = splat.at;
	seal_log(&sealed, buf_span(&log), asked.secret);
	slurp(&want, name, file);
	stop = stop_of(buf_span(&want));
	console_read(&c, buf_span(&sealed), &a);
	describe(&got, &c, stop);
	if (strcmp(got.at, want.at))
		fail_msg("%s/%s/%s: wanted\n%sgot\n%s", CASES, name, file,
			 want.at, got.at);
	console_release(&c);
	buf_release(&log);
	buf_release(&sealed);
	buf_release(&splat);
	buf_release(&want);
	buf_release(&got);
}

static void check_case(const char *name)
{
	char path[512];
	struct dirent *e;
	DIR *dir;

	snprintf(path, sizeof(path), CASES "/%s", name);
	dir = opendir(path);
	assert_non_null(dir);
	while ((e = readdir(dir)))
		if (!strncmp(e->d_name, "want", 4))
			check_want(name, e->d_name);
	closedir(dir);
}

static void cases_are_judged_as_wanted(void **state)
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
	assert_true(nr >= 20);
}

/* A log may end anywhere: no prefix of a passing one passes, none crashes. */
static void a_part_of_a_pass_is_no_pass(void **state)
{
	struct buf plain = { 0 }, log = { 0 };
	const char *end;

	(void)state;
	slurp(&plain, "pass", "log");
	seal_log(&log, buf_span(&plain), asked.secret);
	end = strstr(log.at, " end mac=");
	assert_non_null(end);
	for (size_t len = 0; len < log.len; len += len < 20000 ? 97 : 1) {
		char *part = malloc(len ? len : 1), reason[600];
		struct console c;

		memcpy(part, log.at, len);
		console_read(&c, (struct span){ part, len }, &asked);
		if (boot_judge(&c, STOP_ITSELF, reason, sizeof(reason)) == PASS)
			assert_true(len >= (size_t)(end - log.at) + 4 +
				    SEAL_LEN);
		console_release(&c);
		free(part);
	}
	buf_release(&log);
	buf_release(&plain);
}

static void pairs_are_cut(void **state)
{
	struct span rest = span_of("ms=3 reason=\"a \\\"b\\\" \\\\\" x=");
	struct buf value = { 0 };
	struct span key;

	(void)state;
	assert_true(guest_pair(&rest, &key, &value));
	assert_true(span_equals(key, span_of("ms")));
	assert_string_equal(value.at, "3");
	assert_true(guest_pair(&rest, &key, &value));
	assert_string_equal(value.at, "a \"b\" \\");
	assert_true(guest_pair(&rest, &key, &value));
	assert_int_equal(value.len, 0);
	assert_int_equal(rest.len, 0);
	for (const char *const *bad = (const char *const []){
		"", "ms", "=3", "a b=3", "r=\"x", "r=\"x\\", "r=\"x\"y",
		"r=x\"y", NULL }; *bad; bad++) {
		rest = span_of(*bad);
		if (guest_pair(&rest, &key, &value))
			fail_msg("'%s' was taken", *bad);
	}
	buf_release(&value);
}

/* Reads what a guest says so; text and *c are the caller's. */
static void read_sealed(struct console *c, const char *said, struct buf *text)
{
	buf_clear(text);
	seal_log(text, span_of(said), asked.secret);
	console_read(c, buf_span(text), &asked);
}

static void times_are_read_where_they_are_said(void **state)
{
	struct buf text = { 0 };
	struct console c;
	long ms = 7;

	(void)state;
	read_sealed(&c,
		"backport: start check=a kernel=4.9 rounds=1 init=1302 at=1489\n"
		"backport: step 1.up PASS at=1491 ms=55\n"
		"backport: step 1.own PASS ms=5\n"
		"backport: result PASS steps=2 passed=2 failed=0 skipped=0 at=1560\n"
		"backport: end\n", &text);
	assert_string_equal(c.malformed, "");
	assert_int_equal(c.ending, ENDED_RESULT);
	assert_int_equal(c.init_ms, 1302);
	assert_int_equal(c.start_ms, 1489);
	assert_int_equal(c.result_ms, 1560);
	assert_int_equal(c.step[0].at_ms, 1491);
	assert_int_equal(c.step[1].at_ms, -1);
	console_release(&c);
	read_sealed(&c, "backport: start check=a kernel=4.9 rounds=1\n", &text);
	assert_true(c.init_ms == -1 && c.start_ms == -1 && c.result_ms == -1);
	console_release(&c);
	read_sealed(&c, "backport: start check=a kernel=4.9 rounds=1 at=soon\n",
		    &text);
	assert_string_equal(c.malformed, "line 1: a guest line is cut or garbled");
	console_release(&c);
	buf_release(&text);
	assert_true(guest_firmware_ms(span_of("[    8.061259176,5] INIT: Starting"), &ms));
	assert_int_equal(ms, 8061);
	assert_false(guest_firmware_ms(span_of("[    8.061259] a kernel's"), &ms));
	assert_false(guest_firmware_ms(span_of("[   -8.061259176,5] x"), &ms));
	assert_false(guest_firmware_ms(span_of(""), &ms));
	assert_int_equal(ms, 8061);
}

static void complaints_are_told_from_talk(void **state)
{
	static const struct {
		const char *line;
		enum complaint_kind kind;
	} t[] = {
		{ "WARNING: CPU: 0 PID: 32 at a.c:200 f+0x1/0x2", WARNING },
		{ "[    8.1] WARNING: at a.c:200", WARNING },
		{ "<4>[    8.1] BUG: soft lockup - CPU#0", OOPS },
		{ "BUG kmalloc-64 (Not tainted): Poison overwritten", OOPS },
		{ "Oops: Kernel access of bad area, sig: 11 [#1]", OOPS },
		{ "watchdog: BUG: soft lockup - CPU#0 stuck", OOPS },
		{ "Kernel panic - not syncing: x", PANIC },
		{ "[ 9.1][    T1] Kernel panic - not syncing: x", PANIC },
		{ "nvram: Failed to initialize oops partition!", NO_COMPLAINT },
		{ "Kernel command line: panic=-1", NO_COMPLAINT },
		{ "DEBUG: nothing", NO_COMPLAINT },
		{ "[not a stamp] WARNING: x", NO_COMPLAINT },
		{ "", NO_COMPLAINT },
		{ "[", NO_COMPLAINT },
		{ "[ 1", NO_COMPLAINT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		if (complaint_in(span_of(t[i].line)) != t[i].kind)
			fail_msg("'%s' is %d", t[i].line,
				 complaint_in(span_of(t[i].line)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_are_judged_as_wanted),
		cmocka_unit_test(a_part_of_a_pass_is_no_pass),
		cmocka_unit_test(pairs_are_cut),
		cmocka_unit_test(times_are_read_where_they_are_said),
		cmocka_unit_test(complaints_are_told_from_talk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

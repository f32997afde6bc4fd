// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is a complaint, held against a second opinion: the consoles that
 * syzkaller's own tests read, pkg/report/testdata/linux/report of its
 * repository, below the folder that $SYZKALLER names. Those that are judged
 * otherwise here stand, each with its reason, in tests/syzkaller-differs.
 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/console/judge-console.h"
#include "core/text/buf.h"

#define REPORTS	"pkg/report/testdata/linux/report"
#define DIFFERS	"tests/syzkaller-differs"

static void slurp(struct buf *b, const char *path)
{
	char chunk[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		fail_msg("%s: cannot open", path);
	while ((n = fread(chunk, 1, sizeof(chunk), f)))
		buf_add(b, chunk, n);
	fclose(f);
}

/* Asks whether the report's header, up to an empty line, has a title. */
static bool has_title(struct span *rest)
{
	struct span line;
	bool title = false;

	while (span_line(rest, &line) && span_trim(line).len)
		title |= span_starts(line, "TITLE: ") &&
			 span_trim(span_skip(line, 7)).len;
	return title;
}

/* Asks whether we see a complaint in the log, which "REPORT:" may end. */
static bool complains(struct span log)
{
	const char *end = span_find(log, "\n\nREPORT:\n");
	struct console c;
	bool found;

	if (end)
		log.len = end - log.at + 1;
	console_read(&c, log, &(struct boot_asked){ 0 });
	found = c.complaints.nr;
	console_release(&c);
	return found;
}

static bool is_listed(struct span list, const char *name)
{
	struct span line;

	while (span_line(&list, &line)) {
		const char *colon = memchr(line.at, ':', line.len);

		if (colon && span_equals((struct span){ line.at,
							colon - line.at },
					 span_of(name)))
			return true;
	}
	return false;
}

static void check(const char *folder, const char *name, struct span differs,
		  int *agree)
{
	struct buf b = { 0 };
	char path[512];
	struct span rest;
	bool title, ours;

	snprintf(path, sizeof(path), "%s/" REPORTS "/%s", folder, name);
	slurp(&b, path);
	rest = buf_span(&b);
	title = has_title(&rest);
	ours = complains(rest);
	*agree += title == ours;
	if ((title != ours) != is_listed(differs, name))
		printf("%s: %s\n", name, title == ours ? "listed, but agrees" :
		       title ? "missed" : "a complaint where there is none");
	buf_release(&b);
}

static void syzkaller_agrees(void **state)
{
	const char *folder = getenv("SYZKALLER");
	struct buf differs = { 0 };
	struct dirent *e;
	char path[512];
	int agree = 0, nr = 0;
	DIR *dir;

	(void)state;
	if (!folder)
		skip();
	slurp(&differs, DIFFERS);
	snprintf(path, sizeof(path), "%s/" REPORTS, folder);
	dir = opendir(path);
	assert_non_null(dir);
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		nr++;
		check(folder, e->d_name, buf_span(&differs), &agree);
	}
	closedir(dir);
	printf("%d of %d agree\n", agree, nr);
	buf_release(&differs);
	assert_true(agree * 747 >= 735 * nr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(syzkaller_agrees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as KTAP. */
#include "core/report/ktap.h"

#include <string.h>
#include <strings.h>

#include "core/matrix/by-fix.h"
#include "core/text/utf8.h"

#define LEVEL	2	/* columns a nested level is indented by */

static const char *const directives[] = {
	[RATED_OK] = "", [RATED_FAILURE] = "", [RATED_FAULT] = "ERROR",
	[RATED_SKIP] = "SKIP",
};

/* A # would begin a directive, and a line's end another line. */
static void add_words(struct buf *out, const char *text)
{
	struct buf plain = { 0 };

	plain_add(&plain, span_of(text));
	for (size_t i = 0; i < plain.len; i++)
		buf_addc(out, plain.at[i] == '#' ? '_' : plain.at[i]);
	buf_release(&plain);
}

static void add_plan(struct buf *out, int indent, const char *name, size_t nr)
{
	buf_addf(out, "%*sKTAP version 1\n", indent, "");
	if (name) {
		buf_addf(out, "%*s# Subtest: ", indent, "");
		add_words(out, name);
		buf_addc(out, '\n');
	}
	buf_addf(out, "%*s1..%zu\n", indent, "", nr);
}

/* A test's line; directive and reason may be "". */
static void add_test(struct buf *out, int indent, bool ok, size_t nr,
		     const char *name)
{
	buf_addf(out, "%*s%s %zu ", indent, "", ok ? "ok" : "not ok", nr);
	add_words(out, name);
}

/* What KTAP and TAP read as a directive when a reason begins with it. */
static bool is_directive(const char *reason)
{
	static const char *const words[] = { "SKIP", "TODO", "XFAIL", "TIMEOUT",
					     "ERROR" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strncasecmp(reason, words[i], strlen(words[i])))
			return true;
	return false;
}

static void add_why(struct buf *out, const char *directive, const char *reason)
{
	if (*directive || *reason)
		buf_addf(out, " # %s%s", directive,
			 *directive && *reason ? " " : "");
	if (!*directive && is_directive(reason + strspn(reason, " \t\n")))
		buf_adds(out, "because: ");
	add_words(out, reason);
	buf_addc(out, '\n');
}

static void add_steps(struct buf *out, const struct matrix_boot *boot,
		      bool wants_fail, int indent)
{
	add_plan(out, indent, boot->mode, boot->nr_steps);
	for (size_t i = 0; i < boot->nr_steps; i++) {
		const struct matrix_step *s = &boot->step[i];
		enum rating rating = rate_outcome(s->outcome);
		bool wanted = matrix_step_wanted(boot, wants_fail, s);

		add_test(out, indent, wanted || rating == RATED_OK ||
			 rating == RATED_SKIP, i + 1, s->name);
		add_why(out, wanted ? "XFAIL" : directives[rating],
			s->reason ? s->reason : "");
	}
}

static void add_boots(struct buf *out, const struct matrix_branch *b,
		      size_t stage, int indent)
{
	const struct matrix_stage *s = &b->stage[stage];
	bool wants_fail = matrix_wants_fail(b, stage);

	add_plan(out, indent, matrix_stage_id(b, stage).name, s->nr_boots);
	for (size_t i = 0; i < s->nr_boots; i++) {
		const struct matrix_boot *boot = &s->boot[i];
		bool wanted = matrix_rate_boot(b, stage, boot) == RATED_OK;

		if (boot->nr_steps)
			add_steps(out, boot, wants_fail, indent + LEVEL);
		add_test(out, indent, wanted, i + 1, boot->mode);
		if (boot->nr > 1)
			buf_addf(out, ", boot %ld", boot->nr);
		add_why(out, !wanted && boot->outcome == ERROR ? "ERROR" : "",
			wanted ? "" : boot->reason ? boot->reason : "");
	}
}

static void add_branch(struct buf *out, const struct matrix_branch *b)
{
	/* of them objects is none, but the verdict is */
	size_t nr = stage_count(b->nr_steps), at = 0;
	enum rating rating;
	const char *reason;

	add_plan(out, LEVEL, b->name, nr);
	for_each_judged_stage(i, b->nr_steps) {
		if (b->stage[i].nr_boots)
			add_boots(out, b, i, 2 * LEVEL);
		rating = matrix_rate_stage(b, i, &reason);
		add_test(out, LEVEL, rating == RATED_OK || rating == RATED_SKIP,
			 ++at, matrix_stage_id(b, i).name);
		add_why(out, directives[rating], reason);
	}
	rating = matrix_rate_branch(b, &reason);
	add_test(out, LEVEL, rating == RATED_OK || rating == RATED_SKIP,
		 nr, "verdict");
	add_why(out, directives[rating], rating == RATED_OK ? "" : reason);
}

static void add_rows(struct buf *out, const struct matrix *r)
{
	add_plan(out, 0, NULL, r->nr);
	for (size_t i = 0; i < r->nr; i++) {
		const struct matrix_branch *b = &r->branch[i];
		const char *reason;
		enum rating rating = matrix_rate_branch(b, &reason);

		add_branch(out, b);
		add_test(out, 0, rating == RATED_OK || rating == RATED_SKIP,
			 i + 1, b->name);
		add_why(out, directives[rating], reason);
	}
}

void report_ktap(const struct matrix *r, struct buf *out)
{
	struct matrix rows;

	matrix_by_fix(&rows, r, ROW_ALL_STEPS);
	add_rows(out, &rows);
	matrix_rows_release(&rows);
}

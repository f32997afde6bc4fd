// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as JUnit XML. */
#include "core/report/junit.h"

#include "core/matrix/by-fix.h"
#include "core/report/escape.h"

#define EXCERPT_LINES	40	/* of a console's end, with what went wrong */

/* A testcase: counted first, written later, by the same walk. */
struct testcase {
	const char *group, *name;	/* "boot.after.plain", "1.own" */
	long nr;		/* of the boot; 0 where there is one only */
	double seconds;
	enum rating rating;
	const char *reason;
	const struct matrix_log *log;	/* NULL for none */
};

struct tally {
	struct buf *out;	/* NULL: count only */
	const char *branch;
	size_t nr, by_rating[RATED_SKIP + 1];
};

static void add_attribute(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, " %s=\"", name);
	/* A line's end in an attribute is read as a blank. */
	markup_adds(out, value);
	buf_addc(out, '"');
}

/* The last lines of a log, as text. */
static struct span tail(struct span text, size_t lines)
{
	size_t at = text.len;

	while (at && lines) {
		at--;
		if (at && text.at[at - 1] == '\n')
			lines--;
	}
	return span_skip(text, at);
}

static void add_body(struct buf *out, const struct testcase *t)
{
	static const char *const elements[] = {
		[RATED_FAILURE] = "failure", [RATED_FAULT] = "error",
		[RATED_SKIP] = "skipped",
	};
	const char *element = elements[t->rating];

	buf_addf(out, "      <%s", element);
	if (t->rating != RATED_SKIP)
		add_attribute(out, "type", t->rating == RATED_FAILURE ? "FAIL" :
								       "ERROR");
	add_attribute(out, "message", t->reason);
	buf_addc(out, '>');
	markup_adds(out, t->reason);
	if (t->log && t->log->path && t->rating != RATED_SKIP) {
		buf_adds(out, "\n");
		markup_adds(out, t->log->path);
		buf_adds(out, ", its end:\n");
		markup_add(out, tail(t->log->text, EXCERPT_LINES));
	}
	buf_addf(out, "</%s>\n", element);
}

static void take(struct tally *tally, const struct testcase *t)
{
	struct buf *out = tally->out;

	tally->nr++;
	tally->by_rating[t->rating]++;
	if (!out)
		return;
	buf_adds(out, "    <testcase");
	add_attribute(out, "name", t->name);
	buf_adds(out, " classname=\"");
	markup_adds(out, tally->branch);
	buf_addc(out, '.');
	markup_adds(out, t->group);
	if (t->nr > 1)
		buf_addf(out, ".%ld", t->nr);
	buf_addf(out, "\" time=\"%.3f\"", t->seconds);
	if (t->rating == RATED_OK) {
		buf_adds(out, "/>\n");
		return;
	}
	buf_adds(out, ">\n");
	add_body(out, t);
	buf_adds(out, "    </testcase>\n");
}

static void take_before(struct tally *tally, const struct matrix_branch *b,
			size_t stage, const struct matrix_boot *boot)
{
	struct stage_id id = matrix_stage_id(b, stage);
	struct testcase t = {
		.group = id.name, .name = boot->mode, .nr = boot->nr,
		.seconds = boot->seconds, .reason = boot->reason,
		.rating = matrix_rate_boot(b, stage, boot),
		.log = &boot->log,
	};

	if (!boot->signature && boot->outcome == PASS)
		t.reason = "the check passes without the fix";
	take(tally, &t);
}

static void take_after(struct tally *tally, const char *stage,
		       const struct matrix_boot *boot)
{
	struct buf group = { 0 };
	struct testcase t = { .name = "boot", .nr = boot->nr,
			      .seconds = boot->seconds, .reason = boot->reason,
			      .rating = rate_outcome(boot->outcome),
			      .log = &boot->log };

	buf_addf(&group, "%s.%s", stage, boot->mode);
	t.group = group.at;
	take(tally, &t);
	for (size_t i = 0; i < boot->nr_steps; i++) {
		const struct matrix_step *s = &boot->step[i];

		t = (struct testcase){
			.group = group.at, .name = s->name, .nr = boot->nr,
			.seconds = s->ms > 0 ? s->ms / 1000.0 : 0,
			.reason = s->reason, .rating = rate_outcome(s->outcome),
		};
		take(tally, &t);
	}
	buf_release(&group);
}

static void walk(struct tally *tally, const struct matrix_branch *b)
{
	struct testcase t;

	for_each_judged_stage(i, b->nr_steps) {
		const struct matrix_stage *s = &b->stage[i];
		struct stage_id id = matrix_stage_id(b, i);

		t = (struct testcase){ .group = "stage", .name = id.name,
				       .seconds = s->there ? s->seconds : 0 };
		t.rating = matrix_rate_stage(b, i, &t.reason);
		t.log = s->log.path ? &s->log : NULL;
		take(tally, &t);
		for (size_t k = 0; k < s->nr_boots; k++)
			if (matrix_wants_fail(b, i))
				take_before(tally, b, i, &s->boot[k]);
			else
				take_after(tally, id.name, &s->boot[k]);
	}
	t = (struct testcase){ .group = "stage", .name = "verdict" };
	t.rating = matrix_rate_branch(b, &t.reason);
	take(tally, &t);
}

static void add_counts(struct buf *out, const struct tally *tally,
		       double seconds)
{
	buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"",
		 tally->nr, tally->by_rating[RATED_FAILURE],
		 tally->by_rating[RATED_FAULT], tally->by_rating[RATED_SKIP],
		 seconds);
}

static void add_property(struct buf *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buf_adds(out, "      <property");
	add_attribute(out, "name", name);
	add_attribute(out, "value", value);
	buf_adds(out, "/>\n");
}

static void add_suite(struct buf *out, const struct matrix_branch *b)
{
	struct tally tally = { .branch = b->name };
	const struct matrix_stage *build = matrix_build(b, b->nr_steps - 1),
				  *boot = matrix_boot(b, b->nr_steps - 1);
	const char *started = b->stage[STAGE_TREE].started;
	bool any;

	walk(&tally, b);
	buf_adds(out, "  <testsuite");
	add_attribute(out, "name", b->name);
	add_counts(out, &tally, matrix_seconds(b, &any));
	if (started && strlen(started) >= 19) {
		/* The common form knows no time zone. */
		buf_adds(out, " timestamp=\"");
		markup_add(out, (struct span){ started, 19 });
		buf_addc(out, '"');
	}
	buf_adds(out, ">\n    <properties>\n");
	add_property(out, "verdict", verdict_name(b->verdict));
	add_property(out, "base", b->base);
	add_property(out, "fixes", b->fixes);
	add_property(out, "target", b->target);
	add_property(out, "patchset_hash", b->patchset_hash);
	add_property(out, "compiler", matrix_input(build, "compiler"));
	add_property(out, "qemu", matrix_input(boot, "qemu"));
	buf_adds(out, "    </properties>\n");
	tally.out = out;
	walk(&tally, b);
	buf_adds(out, "  </testsuite>\n");
}

static void add_rows(struct buf *out, const struct matrix *r)
{
	struct tally sum = { 0 };
	double seconds = 0;
	bool any;

	for (size_t i = 0; i < r->nr; i++) {
		walk(&sum, &r->branch[i]);
		seconds += matrix_seconds(&r->branch[i], &any);
	}
	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"backport\"");
	add_counts(out, &sum, seconds);
	buf_adds(out, ">\n");
	for (size_t i = 0; i < r->nr; i++)
		add_suite(out, &r->branch[i]);
	buf_adds(out, "</testsuites>\n");
}

void report_junit(const struct matrix *r, struct buf *out)
{
	struct matrix rows;

	matrix_by_fix(&rows, r, ROW_ALL_STEPS);
	add_rows(out, &rows);
	matrix_rows_release(&rows);
}

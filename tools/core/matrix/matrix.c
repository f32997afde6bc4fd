// SPDX-License-Identifier: GPL-2.0-only
/* Counts, ratings and times of a matrix, the same for all formats. */
#include "core/matrix/matrix.h"

#include <stdio.h>
#include <string.h>

struct matrix_count matrix_count(const struct matrix *r)
{
	struct matrix_count count = { 0 };

	for (size_t i = 0; i < r->nr; i++) {
		const struct matrix_branch *b = &r->branch[i];

		for (size_t f = 0; f < b->nr_fixes; f++)
			count.verdict[b->fix[f].verdict]++;
		if (!b->nr_fixes)
			count.verdict[b->verdict]++;
	}
	return count;
}

enum matrix_sum matrix_sum(const struct matrix_count *count, bool strict)
{
	const size_t *v = count->verdict;
	size_t wrong = v[UNPROVED] + v[BROKEN] + v[VERDICT_ERROR];

	if (wrong || (v[PROVED] && v[NO_VERDICT]))
		return MATRIX_WRONG;
	if (!v[PROVED] || (strict && v[SKIPPED]))
		return MATRIX_NOTHING;
	return MATRIX_PROVED;
}

void matrix_sum_line(const struct matrix_count *count, struct buf *out)
{
	const char *comma = "";

	for (int v = PROVED; v <= SKIPPED; v++) {
		if (!count->verdict[v])
			continue;
		buf_addf(out, "%s%zu %s", comma, count->verdict[v],
			 verdict_name(v));
		comma = ", ";
	}
	if (count->verdict[NO_VERDICT])
		buf_addf(out, "%s%zu without a verdict", comma,
			 count->verdict[NO_VERDICT]);
	if (count->verdict[SKIPPED])
		buf_adds(out, "; WHAT IS SKIPPED WAS NOT TESTED");
}

enum rating rate_outcome(enum outcome outcome)
{
	static const enum rating ratings[] = {
		[PASS] = RATED_OK, [SKIP] = RATED_SKIP,
		[FAIL] = RATED_FAILURE, [ERROR] = RATED_FAULT,
	};

	return ratings[outcome];
}

const struct matrix_branch *matrix_branch_of(const struct matrix_branch *row)
{
	return row->of ? row->of : row;
}

struct stage_id matrix_stage_id(const struct matrix_branch *b, size_t stage)
{
	struct stage_id id = stage_id(stage, b->nr_steps);
	size_t nr_steps = matrix_branch_of(b)->nr_steps;

	if (id.kind == STAGE_BUILD)
		stage = stage_build(b->first + id.step);
	else if (id.kind == STAGE_BOOT)
		stage = stage_boot(b->first + id.step, nr_steps);
	return stage_id(stage, nr_steps);
}

const struct matrix_stage *matrix_build(const struct matrix_branch *b,
					size_t step)
{
	return &b->stage[stage_build(step)];
}

const struct matrix_stage *matrix_boot(const struct matrix_branch *b,
				       size_t step)
{
	return &b->stage[stage_boot(step, b->nr_steps)];
}

bool matrix_wants_fail(const struct matrix_branch *b, size_t stage)
{
	struct stage_id id = stage_id(stage, b->nr_steps);

	return id.kind == STAGE_BOOT && id.step < (b->own ? b->own : 1);
}

enum rating matrix_rate_boot(const struct matrix_branch *b, size_t stage,
			     const struct matrix_boot *boot)
{
	if (!matrix_wants_fail(b, stage))
		return rate_outcome(boot->outcome);
	if (boot->signature || b->verdict == PROVED)
		return RATED_OK;
	return boot->outcome == FAIL || boot->outcome == PASS ?
	       RATED_FAILURE : rate_outcome(boot->outcome);
}

/* Without the fix: the check has to fail, every time, as the signature says. */
static enum rating rate_before(const struct matrix_branch *b,
			       const struct matrix_stage *s,
			       const char **reason)
{
	bool signature = s->nr_boots;

	if (b->verdict == PROVED) {
		*reason = "";
		return RATED_OK;
	}
	if (s->outcome == PASS) {
		*reason = "the check passes without the fix";
		return RATED_FAILURE;
	}
	for (size_t i = 0; i < s->nr_boots; i++)
		signature = signature && s->boot[i].signature;
	if (signature)
		*reason = "";
	return signature ? RATED_OK : RATED_FAILURE;
}

enum rating matrix_rate_stage(const struct matrix_branch *b,
			      size_t stage, const char **reason)
{
	const struct matrix_stage *s = &b->stage[stage];

	*reason = s->reason ? s->reason : "";
	if (!s->there) {
		*reason = "it was not run";
		return b->verdict == SKIPPED ? RATED_SKIP :
							    RATED_FAULT;
	}
	if (matrix_wants_fail(b, stage) &&
	    (s->outcome == PASS || s->outcome == FAIL))
		return rate_before(b, s, reason);
	return rate_outcome(s->outcome);
}

enum rating matrix_rate_branch(const struct matrix_branch *b,
			       const char **reason)
{
	static const enum rating ratings[] = {
		[PROVED] = RATED_OK, [UNPROVED] = RATED_FAILURE,
		[BROKEN] = RATED_FAILURE, [VERDICT_ERROR] = RATED_FAULT,
		[SKIPPED] = RATED_SKIP, [NO_VERDICT] = RATED_FAULT,
	};

	*reason = b->reason ? b->reason : "";
	if (b->verdict == NO_VERDICT && !**reason)
		*reason = "the run did not come to its end";
	return ratings[b->verdict];
}

bool matrix_is_wanted_fail(const struct matrix_branch *b,
			   size_t stage)
{
	const struct matrix_stage *s = &b->stage[stage];
	const char *reason;

	return s->there && s->outcome == FAIL &&
	       matrix_rate_stage(b, stage, &reason) == RATED_OK;
}

bool matrix_step_wanted(const struct matrix_boot *boot, bool wants_fail,
			const struct matrix_step *step)
{
	return wants_fail && boot->signature &&
	       step->outcome == FAIL;
}

/*
 * What a row of one fix among several took is its own step; the first one's
 * also what comes before that.
 */
static bool is_counted(const struct matrix_branch *b, size_t stage)
{
	struct stage_id id = stage_id(stage, b->nr_steps);
	bool is_step = id.kind == STAGE_BUILD || id.kind == STAGE_BOOT;

	if (!b->of || (is_step && id.step == b->own))
		return true;
	return b->fix->step == 1 && id.step == 0;
}

double matrix_stage_seconds(const struct matrix_branch *b,
			    size_t stage)
{
	if (!is_counted(b, stage))
		return -1;
	if (stage == STAGE_OBJECTS)
		return b->objects.there ? b->objects.seconds : -1;
	return b->stage[stage].there ? b->stage[stage].seconds : -1;
}

double matrix_seconds(const struct matrix_branch *b, bool *any)
{
	double sum = 0;

	*any = false;
	for (size_t i = 0; i < stage_count(b->nr_steps); i++) {
		double s = matrix_stage_seconds(b, i);

		*any = *any || s >= 0;
		sum += s > 0 ? s : 0;
	}
	return sum;
}

char *matrix_duration(double seconds, char *text, size_t size)
{
	long s = seconds < 0 || seconds > 1e9 ? 0 : (long)(seconds + 0.5);

	if (seconds >= 0.05 && seconds < 9.95)
		snprintf(text, size, "%.1fs", seconds);
	else if (s < 60)
		snprintf(text, size, "%lds", s);
	else if (s < 3600)
		snprintf(text, size, "%ldm%02lds", s / 60, s % 60);
	else
		snprintf(text, size, "%ldh%02ldm", s / 3600, s / 60 % 60);
	return text;
}

const char *matrix_input(const struct matrix_stage *s, const char *name)
{
	for (size_t i = 0; i < s->nr_inputs; i++)
		if (!strcmp(s->input[i].name, name))
			return s->input[i].value;
	return NULL;
}

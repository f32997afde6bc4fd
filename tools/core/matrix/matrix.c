// SPDX-License-Identifier: GPL-2.0-only
/* What the facts of a matrix come to, for all formats alike. */
#include "core/matrix/matrix.h"

#include <stdio.h>
#include <string.h>

struct report_count report_count(const struct report *r)
{
	struct report_count count = { 0 };

	for (size_t i = 0; i < r->nr; i++)
		if (r->branch[i].judged)
			count.verdict[r->branch[i].verdict]++;
		else
			count.unjudged++;
	return count;
}

enum report_sum report_sum(const struct report_count *count, bool strict)
{
	const size_t *v = count->verdict;
	size_t wrong = v[UNPROVED] + v[BROKEN] + v[VERDICT_ERROR];

	if (wrong || (v[PROVED] && count->unjudged))
		return REPORT_WRONG;
	if (!v[PROVED] || (strict && v[SKIPPED]))
		return REPORT_NOTHING;
	return REPORT_PROVED;
}

void report_sum_line(const struct report_count *count, struct buf *out)
{
	const char *comma = "";

	for (int v = PROVED; v <= SKIPPED; v++) {
		if (!count->verdict[v])
			continue;
		buf_addf(out, "%s%zu %s", comma, count->verdict[v],
			 verdict_name(v));
		comma = ", ";
	}
	if (count->unjudged)
		buf_addf(out, "%s%zu without a verdict", comma,
			 count->unjudged);
	if (count->verdict[SKIPPED])
		buf_adds(out, "; WHAT IS SKIPPED WAS NOT TESTED");
}

/* Without the fix: the check has to fail, every time, as the signature says. */
static enum report_word before_word(const struct report_stage *s,
				    const char **reason)
{
	bool signature = s->nr_boots;

	if (s->outcome == PASS) {
		*reason = "the check passes without the fix";
		return REPORT_FAILURE;
	}
	for (size_t i = 0; i < s->nr_boots; i++)
		signature = signature && s->boot[i].signature;
	if (signature)
		*reason = "";
	return signature ? REPORT_OK : REPORT_FAILURE;
}

enum report_word report_stage_word(const struct report_branch *b,
				   enum stage_name stage, const char **reason)
{
	const struct report_stage *s = &b->stage[stage];

	*reason = s->reason ? s->reason : "";
	if (!s->there) {
		*reason = "it was not run";
		return b->judged && b->verdict == SKIPPED ? REPORT_SKIP :
							    REPORT_FAULT;
	}
	if (s->outcome == SKIP)
		return REPORT_SKIP;
	if (s->outcome == ERROR)
		return REPORT_FAULT;
	if (stage == STAGE_BOOT_BEFORE)
		return before_word(s, reason);
	return s->outcome == PASS ? REPORT_OK : REPORT_FAILURE;
}

enum report_word report_branch_word(const struct report_branch *b,
				    const char **reason)
{
	static const enum report_word words[] = {
		[PROVED] = REPORT_OK, [UNPROVED] = REPORT_FAILURE,
		[BROKEN] = REPORT_FAILURE, [VERDICT_ERROR] = REPORT_FAULT,
		[SKIPPED] = REPORT_SKIP,
	};

	*reason = b->reason ? b->reason : "";
	if (!b->judged && !**reason)
		*reason = "the run did not come to its end";
	return b->judged ? words[b->verdict] : REPORT_FAULT;
}

bool report_is_wanted_fail(const struct report_branch *b,
			   enum stage_name stage)
{
	const struct report_stage *s = &b->stage[stage];
	const char *reason;

	return s->there && s->outcome == FAIL &&
	       report_stage_word(b, stage, &reason) == REPORT_OK;
}

bool report_step_wanted(const struct report_boot *boot, enum stage_name stage,
			const struct report_step *step)
{
	return stage == STAGE_BOOT_BEFORE && boot->signature &&
	       step->outcome == FAIL;
}

double report_stage_seconds(const struct report_branch *b,
			    enum stage_name stage)
{
	if (stage == STAGE_OBJECTS)
		return b->objects.there ? b->objects.seconds : -1;
	return b->stage[stage].there ? b->stage[stage].seconds : -1;
}

double report_seconds(const struct report_branch *b, bool *any)
{
	double sum = 0;

	*any = false;
	for (int i = 0; i < NR_PLANNED; i++) {
		double s = report_stage_seconds(b, i);

		*any = *any || s >= 0;
		sum += s > 0 ? s : 0;
	}
	return sum;
}

const char *report_verdict(const struct report_branch *b)
{
	return b->judged ? verdict_name(b->verdict) : "no verdict";
}

bool report_verdict_of(const char *name, enum verdict *verdict)
{
	for (*verdict = PROVED; *verdict <= SKIPPED; ++*verdict)
		if (!strcmp(verdict_name(*verdict), name))
			return true;
	return false;
}

char *report_duration(double seconds, char *text, size_t size)
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

const char *report_input(const struct report_stage *s, const char *name)
{
	for (size_t i = 0; i < s->nr_inputs; i++)
		if (!strcmp(s->input[i].name, name))
			return s->input[i].value;
	return NULL;
}

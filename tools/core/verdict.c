// SPDX-License-Identifier: GPL-2.0-only
/* From what was seen to what it proves: a boot's outcome, a branch's verdict. */
#include "verdict.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const stages[NR_PLANNED] = {
	[STAGE_TREE] = "tree", [STAGE_APPLY] = "apply",
	[STAGE_BUILD_BEFORE] = "build.before",
	[STAGE_BUILD_AFTER] = "build.after",
	[STAGE_BOOT_BEFORE] = "boot.before",
	[STAGE_BOOT_AFTER] = "boot.after",
	[STAGE_OBJECTS] = "objects",
};

/* The kernel's own text that says no program of ours was found to run: not the fix's doing. */
static const char *const no_init[] = {
	"No working init", "No init found", "Unable to mount root fs",
	"Requested init",
};

struct sentence {
	char *at;
	unsigned long size;
};

__attribute__((format(printf, 2, 3)))
static void say(struct sentence s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(s.at, s.size, fmt, args);
	va_end(args);
}

/* A line of the log, short enough for a sentence. */
#define SHOWN(span)	((int)((span).len < 160 ? (span).len : 160)), (span).at

static const struct step *last_step(const struct console *c)
{
	return c->nr ? &c->step[c->nr - 1] : NULL;
}

static const char *how(enum stop stop)
{
	static const char *const text[] = {
		[STOP_ITSELF] = "the guest powered off",
		[STOP_END] = "ended after the end line",
		[STOP_PANIC] = "ended after a panic",
		[STOP_SILENCE] = "no output any more",
		[STOP_NO_START] = "the guest did not start in time",
		[STOP_TIMEOUT] = "the time is over",
		[STOP_FLOOD] = "it floods the console",
		[STOP_DIED] = "the emulator died",
	};

	return text[stop];
}

static enum outcome judge_panic(const struct console *c, struct sentence s)
{
	struct span panic = c->complaints.panic;

	for (size_t i = 0; i < sizeof(no_init) / sizeof(*no_init); i++) {
		if (!c->started && memmem(panic.at, panic.len, no_init[i],
					  strlen(no_init[i]))) {
			say(s, "the guest program was not run: %.*s",
			    SHOWN(panic));
			return ERROR;
		}
	}
	say(s, "%.*s", SHOWN(panic));
	return FAIL;
}

static enum outcome judge_cut(const struct console *c, enum stop stop,
			      struct sentence s)
{
	const struct complaint *worst = complaints_worst(&c->complaints);
	const struct step *last = last_step(c);

	if (stop == STOP_DIED) {
		say(s, "the emulator died after step %s",
		    last ? last->name : "(none)");
		return ERROR;
	}
	if (c->has_result)
		say(s, "stops after the result line: %s", how(stop));
	else if (worst)
		say(s, "stops after step %s (%s); line %ld: %.*s",
		    last ? last->name : "(none)", how(stop), worst->lineno,
		    SHOWN(worst->text));
	else
		say(s, "stops after step %s: %s", last ? last->name : "(none)",
		    how(stop));
	return FAIL;
}

static enum outcome judge_silent(const struct console *c, enum stop stop,
				 struct sentence s)
{
	if (c->last.len)
		say(s, "no kernel spoke (%s); the last line: %.*s", how(stop),
		    SHOWN(c->last));
	else
		say(s, "no kernel spoke: %s", how(stop));
	return ERROR;
}

static enum outcome judge_no_start(const struct console *c, enum stop stop,
				   struct sentence s)
{
	if (stop == STOP_DIED) {
		say(s, "the emulator died while the kernel was starting");
		return ERROR;
	}
	if (c->complaints.nr)
		say(s, "the kernel never came to run the check (%s); line %ld: %.*s",
		    how(stop), c->complaints.first[0].lineno,
		    SHOWN(c->complaints.first[0].text));
	else
		say(s, "the kernel never came to run the check (%s); the last line: %.*s",
		    how(stop), SHOWN(c->last));
	return FAIL;
}

static const struct step *first_step(const struct console *c,
				     enum outcome outcome)
{
	for (size_t i = 0; i < c->nr; i++)
		if (c->step[i].outcome == outcome)
			return &c->step[i];
	return NULL;
}

static const struct complaint *early_oops(const struct console *c)
{
	for (size_t i = 0; i < c->complaints.nr; i++)
		if (c->complaints.first[i].kind >= OOPS)
			return &c->complaints.first[i];
	return NULL;
}

static enum outcome judge_result(const struct console *c, struct sentence s)
{
	const struct complaint *worst = complaints_worst(&c->complaints);
	const struct step *step = first_step(c, c->result);

	if (!worst)
		worst = early_oops(c);	/* early warnings are for verdict_judge() to compare */
	if (worst && (c->result == PASS || c->result == SKIP)) {
		say(s, "the check says %s, but the kernel complained; line %ld: %.*s",
		    outcome_name(c->result), worst->lineno,
		    SHOWN(worst->text));
		return FAIL;
	}
	if (c->result == SKIP && !step)
		say(s, "the check had no steps");
	else if (c->result != PASS)
		say(s, "step %s%s%s", step->name, step->reason[0] ? ": " : "",
		    step->reason);
	return c->result;
}

enum outcome boot_judge(const struct console *c, enum stop stop, char *reason,
			unsigned long size)
{
	struct sentence s = { reason, size };

	say(s, "%s", "");
	if (c->malformed[0]) {
		say(s, "the console is garbled, %s", c->malformed);
		return ERROR;
	}
	switch (c->ending) {
	case ENDED_SILENT:
		return judge_silent(c, stop, s);
	case ENDED_NO_START:
		return judge_no_start(c, stop, s);
	case ENDED_PANIC:
		return judge_panic(c, s);
	case ENDED_CUT:
		return judge_cut(c, stop, s);
	case ENDED_RESULT:
		break;
	}
	return judge_result(c, s);
}

/* Is the step, without its round, named in the comma-separated list? */
static bool named(const char *step, const char *list)
{
	const char *dot = strchr(step, '.');
	struct span name = span_of(dot ? dot + 1 : step);

	while (*list) {
		size_t len = strcspn(list, ",");

		if (span_equals(span_trim((struct span){ list, len }), name))
			return true;
		list += len + (list[len] == ',');
	}
	return false;
}

bool boot_has_signature(const struct console *c, const char *signature)
{
	bool failed = false;

	if (c->malformed[0] || c->ending != ENDED_RESULT || !signature)
		return false;
	for (size_t i = 0; i < c->nr; i++) {
		if (c->step[i].outcome == ERROR)
			return false;
		if (c->step[i].outcome != FAIL)
			continue;
		if (!named(c->step[i].name, signature))
			return false;
		failed = true;
	}
	return failed;
}

enum outcome outcome_worst(enum outcome a, enum outcome b)
{
	static const int rank[] = {
		[PASS] = 0, [SKIP] = 1, [FAIL] = 2, [ERROR] = 3,
	};

	return rank[a] >= rank[b] ? a : b;
}

static const char *text(const char *reason)
{
	return reason && *reason ? reason : "no reason said";
}

static bool is(const struct evidence *e, enum stage_name stage,
	       enum outcome outcome)
{
	return e->stage[stage].there && e->stage[stage].outcome == outcome;
}

/* Boots of one mode that came out differently prove nothing, whichever side. */
static const struct mode_word *differing(const struct mode_word *m,
					 unsigned long nr)
{
	for (unsigned long i = 0; i < nr; i++)
		if (m[i].differ)
			return &m[i];
	return NULL;
}

/* A mode in which the kernel with the fix fails, and every time. */
static bool fails_steadily(const struct evidence *e)
{
	for (unsigned long i = 0; i < e->nr_after; i++)
		if (e->after[i].outcome == FAIL && !e->after[i].differ)
			return true;
	return false;
}

/* After first: a stage of it that FAILs is the branch's fault, whatever else is missing. */
static bool judge_broken(const struct evidence *e, struct sentence s)
{
	static const enum stage_name after[] = {
		STAGE_APPLY, STAGE_BUILD_AFTER, STAGE_BOOT_AFTER,
	};

	for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
		if (after[i] == STAGE_BOOT_AFTER ? !fails_steadily(e) :
		    !is(e, after[i], FAIL))
			continue;
		if (after[i] == STAGE_BUILD_AFTER &&
		    is(e, STAGE_BUILD_BEFORE, FAIL))
			say(s, "does not build, with the fix or without: %s",
			    text(e->stage[after[i]].reason));
		else
			say(s, "%s fails: %s", stages[after[i]],
			    text(e->stage[after[i]].reason));
		return true;
	}
	return false;
}

/* The first stage that is ERROR or SKIP decides; one not run at all is an error. */
static bool judge_incomplete(const struct evidence *e, enum verdict *verdict,
			     struct sentence s)
{
	for (int i = 0; i < NR_STAGES; i++) {
		const struct stage_word *w = &e->stage[i];

		if (w->there && (w->outcome == PASS || w->outcome == FAIL))
			continue;
		/* what did not run because the kernel without the fix does not build */
		if (i == STAGE_BOOT_BEFORE && is(e, STAGE_BUILD_BEFORE, FAIL))
			continue;
		*verdict = w->there && w->outcome == SKIP ?
			SKIPPED : VERDICT_ERROR;
		if (!w->there)
			say(s, "%s has no result", stages[i]);
		else
			say(s, "%s: %s", stages[i], text(w->reason));
		return true;
	}
	if (is(e, STAGE_TREE, FAIL)) {
		*verdict = VERDICT_ERROR;
		say(s, "tree: %s", text(e->stage[STAGE_TREE].reason));
		return true;
	}
	return false;
}

/* Without the fix every mode has to fail, and as the signature says. */
static bool judge_before(const struct evidence *e, struct sentence s)
{
	if (is(e, STAGE_BUILD_BEFORE, FAIL)) {
		say(s, "without the fix it does not build, so its check cannot fail: %s",
		    text(e->stage[STAGE_BUILD_BEFORE].reason));
		return false;
	}
	for (unsigned long i = 0; i < e->nr_before; i++) {
		const struct mode_word *m = &e->before[i];

		if (m->outcome == PASS) {
			say(s, "%s: the check passes without the fix", m->mode);
			return false;
		}
		if (!m->signature) {
			say(s, "%s: without the fix it fails otherwise than the fix's signature: %s",
			    m->mode, text(m->reason));
			return false;
		}
	}
	return true;
}

/* A kernel that only complains with the fix is not proved sound; one that always does is as it was. */
static bool judge_early(const struct evidence *e, struct sentence s)
{
	for (unsigned long i = 0; i < e->nr_before && i < e->nr_after; i++) {
		const struct mode_word *b = &e->before[i], *a = &e->after[i];

		if (a->nr_early <= b->nr_early)
			continue;
		say(s, "%s: while starting, the kernel complains %lu times with the fix, %lu without",
		    a->mode, a->nr_early, b->nr_early);
		return false;
	}
	return true;
}

static bool judge_flaky(const struct evidence *e, struct sentence s)
{
	const struct mode_word *m = differing(e->before, e->nr_before);
	const char *side = "without";

	if (!m) {
		m = differing(e->after, e->nr_after);
		side = "with";
	}
	if (m)
		say(s, "%s: flaky, %ld of %ld boots %s the fix pass", m->mode,
		    m->passed, m->boots, side);
	return m;
}

/* One side has all its modes, and its stage says what they come to. */
static bool side_complete(const struct evidence *e, enum stage_name stage,
			  const struct mode_word *m, unsigned long nr)
{
	enum outcome worst = PASS;

	for (unsigned long i = 0; i < nr; i++)
		worst = outcome_worst(worst, m[i].outcome);
	return nr && nr == e->nr_modes && is(e, stage, worst);
}

static bool complete(const struct evidence *e, struct sentence s)
{
	bool good = side_complete(e, STAGE_BOOT_AFTER, e->after, e->nr_after) &&
		(is(e, STAGE_BUILD_BEFORE, FAIL) ||
		 side_complete(e, STAGE_BOOT_BEFORE, e->before, e->nr_before));

	if (!good)
		say(s, "not every mode has a boot before and after: boot again");
	return good;
}

enum verdict verdict_judge(const struct evidence *e, char *reason,
			   unsigned long size)
{
	struct sentence s = { reason, size };
	enum verdict verdict;

	say(s, "%s", "");
	if (judge_broken(e, s))
		return BROKEN;
	if (judge_incomplete(e, &verdict, s))
		return verdict;
	if (!complete(e, s))
		return VERDICT_ERROR;
	if (judge_flaky(e, s) || !judge_before(e, s))
		return UNPROVED;
	if (!judge_early(e, s))
		return BROKEN;
	say(s, "fails without the fix and passes with it, in %lu mode%s",
	    e->nr_modes, e->nr_modes == 1 ? "" : "s");
	return PROVED;
}

const char *stage_name(enum stage_name stage)
{
	return stages[stage];
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[PROVED] = "proved", [UNPROVED] = "unproved",
		[BROKEN] = "broken", [VERDICT_ERROR] = "error",
		[SKIPPED] = "skipped",
	};

	return names[verdict];
}

// SPDX-License-Identifier: GPL-2.0-only
/* From a boot's console and how it stopped to its outcome. */
#include "core/console/boot-outcome.h"

#include "core/text/ascii.h"
#include "core/text/diag.h"

#define NO_GUEST	"the guest program was not run:"
#define NO_TIMER	"the machine's timer did not tick in time, is this machine slow?"

/* Panics of a starting kernel that are not its own fault, and what is. */
static const struct {
	const char *panic, *why;
} not_its_fault[] = {
	{ "No working init", NO_GUEST }, { "No init found", NO_GUEST },
	{ "Unable to mount root fs", NO_GUEST }, { "Requested init", NO_GUEST },
	/* x86: an emulator that waits for a processor counts no ticks */
	{ "IO-APIC + timer doesn't work", NO_TIMER },
};

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
		[STOP_TIMEOUT] = "timed out",
		[STOP_FLOOD] = "it floods the console",
		[STOP_DIED] = "the emulator died",
	};

	return text[stop];
}

static enum outcome judge_panic(const struct console *c, struct sentence s)
{
	struct span panic = c->complaints.panic;

	for (size_t i = 0;
	     !c->started && i < sizeof(not_its_fault) / sizeof(*not_its_fault);
	     i++) {
		if (span_find(panic, not_its_fault[i].panic)) {
			sentence_say(s, "%s %.*s", not_its_fault[i].why,
				     SHOWN(panic));
			return ERROR;
		}
	}
	sentence_say(s, "%.*s", SHOWN(panic));
	return FAIL;
}

static enum outcome judge_cut(const struct console *c, enum stop stop,
			      struct sentence s)
{
	const struct complaint *worst = complaints_worst(&c->complaints);
	const struct step *last = last_step(c);

	if (stop == STOP_DIED) {
		sentence_say(s, "the emulator died after step %s",
			     last ? last->name : "(none)");
		return ERROR;
	}
	if (c->has_result)
		sentence_say(s, "stops after the result line: %s", how(stop));
	else if (worst)
		sentence_say(s, "stops after step %s (%s); line %ld: %.*s",
			     last ? last->name : "(none)", how(stop),
			     worst->lineno, SHOWN(worst->text));
	else
		sentence_say(s, "stops after step %s: %s",
			     last ? last->name : "(none)", how(stop));
	return FAIL;
}

static enum outcome judge_silent(const struct console *c, enum stop stop,
				 struct sentence s)
{
	if (c->last.len)
		sentence_say(s, "no kernel spoke (%s); the last line: %.*s",
			     how(stop), SHOWN(c->last));
	else
		sentence_say(s, "no kernel spoke: %s", how(stop));
	return ERROR;
}

/* The first complaint before the guest spoke that is an oops, or worse. */
static const struct complaint *early_oops(const struct console *c)
{
	for (size_t i = 0; i < c->complaints.nr; i++)
		if (c->complaints.first[i].kind >= OOPS)
			return &c->complaints.first[i];
	return NULL;
}

/*
 * A kernel that was still starting when we ended it is one that hangs, or a
 * machine that is slow: it is the kernel's fault when the kernel says why.
 */
static enum outcome judge_no_start(const struct console *c, enum stop stop,
				   struct sentence s)
{
	const struct complaint *oops = early_oops(c);

	if (stop == STOP_DIED) {
		sentence_say(s, "the emulator died while the kernel was starting");
		return ERROR;
	}
	if (oops) {
		sentence_say(s, "the kernel did not start the check (%s); line %ld: %.*s",
			     how(stop), oops->lineno, SHOWN(oops->text));
		return FAIL;
	}
	if (stop == STOP_ITSELF || stop == STOP_FLOOD) {
		sentence_say(s, "the kernel did not start the check (%s); the last line: %.*s",
			     how(stop), SHOWN(c->last));
		return FAIL;
	}
	sentence_say(s, "the kernel did not start the check (%s) and does not say why: does it hang, or is the machine slow? The last line: %.*s",
		     how(stop), SHOWN(c->last));
	return ERROR;
}

static const struct step *first_step(const struct console *c,
				     enum outcome outcome)
{
	for (size_t i = 0; i < c->nr; i++)
		if (c->step[i].outcome == outcome)
			return &c->step[i];
	return NULL;
}

static enum outcome judge_result(const struct console *c, struct sentence s)
{
	const struct complaint *worst = complaints_worst(&c->complaints);
	const struct step *step = first_step(c, c->result);

	if (!worst)
		/* early warnings are for fix_judge() to compare */
		worst = early_oops(c);
	/* an oops is why a process of the check was killed */
	if (worst && (c->result == PASS || c->result == SKIP ||
		      (c->result == ERROR && worst->kind >= OOPS))) {
		sentence_say(s, "the check says %s, but the kernel complained; line %ld: %.*s",
			     outcome_name(c->result), worst->lineno,
			     SHOWN(worst->text));
		return FAIL;
	}
	if (c->result == SKIP && !step)
		sentence_say(s, "the check had no steps");
	else if (c->result != PASS)
		sentence_say(s, "step %s%s%s", step->name,
			     step->reason[0] ? ": " : "", step->reason);
	return c->result;
}

/*
 * The kernel said what the check is to fail by, and complained or stopped: a
 * reproducer has done what it is for.
 */
static bool has_splat(const struct console *c)
{
	return c->splat.len &&
	       (c->complaints.panic.len || c->ending != ENDED_RESULT ||
		complaints_worst(&c->complaints));
}

enum outcome boot_judge(const struct console *c, enum stop stop, char *reason,
			unsigned long size)
{
	struct sentence s = { reason, size };

	sentence_say(s, "%s", "");
	if (c->malformed[0]) {
		sentence_say(s, "the console is no evidence, %s", c->malformed);
		return ERROR;
	}
	if (c->spoiled_by) {
		sentence_say(s, "the console is no evidence: check '%s' ran before, and the kernel complained or it did not end",
			     c->spoiled_by);
		return ERROR;
	}
	if (has_splat(c) && stop != STOP_DIED) {
		sentence_say(s, "splat in line %ld: %.*s", c->splat_lineno,
			     SHOWN(c->splat));
		return FAIL;
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

/* A step's name without its round, "2.own". */
static struct span without_round(const char *step)
{
	size_t n = span_digits(span_of(step));

	return span_of(n && step[n] == '.' && step[n + 1] ? step + n + 1 :
		       step);
}

/* Asks whether a step's name, "up", stands in a list of them: "up,own". */
static bool step_in(struct span name, const char *list)
{
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

	if (c->malformed[0] || c->spoiled_by || !signature)
		return false;
	if (has_splat(c))
		return step_in(span_of("splat"), signature);
	if (c->ending != ENDED_RESULT)
		return false;
	for (size_t i = 0; i < c->nr; i++) {
		const char *name = c->step[i].name;

		if (c->step[i].outcome == ERROR)
			return false;
		if (c->step[i].outcome != FAIL)
			continue;
		if (!step_in(without_round(name), signature) &&
		    !step_in(span_of(name), signature))
			return false;
		failed = true;
	}
	return failed;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A console log: the guest's lines among firmware's and the kernel's, and what
 * they prove.
 */
#include "core/console/console.h"

#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/console/command-line.h"
#include "core/console/guest-line.h"

static const char *const outcomes[] = {
	[PASS] = "PASS", [SKIP] = "SKIP", [FAIL] = "FAIL", [ERROR] = "ERROR",
};

/* Where in the console a line stands. */
enum where {
	OUTSIDE,	/* before, after and between blocks */
	OURS,		/* in the block that is read */
	THEIRS,		/* in the block of another check */
	BEYOND,		/* in a later one, or after that */
};

struct reading {
	struct console *c;
	const struct transcript *said;
	const struct boot_asked *asked;
	regex_t splat;
	long lineno;
	long guest_lines;	/* of the guest, so far */
	enum where where;
	bool any_started, ended, told_command_line;
	char *theirs;	/* owned: whose block it is, or was last */
	size_t count[ERROR + 1];
};

__attribute__((format(printf, 2, 3)))
static void malformed(struct reading *r, const char *fmt, ...)
{
	char what[160];
	va_list args;

	if (r->c->malformed[0] || r->where == BEYOND)
		return;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	snprintf(r->c->malformed, sizeof(r->c->malformed), "line %ld: %s",
		 r->lineno, what);
}

/* Takes the pairs of rest into fields; false when the line is not good. */
static bool take_pairs(struct reading *r, struct span rest,
		       struct guest_field *fields, size_t nr)
{
	const char *key;

	if (guest_fields(rest, fields, nr, &key))
		return true;
	if (key)
		malformed(r, "a guest line without %s=", key);
	else
		malformed(r, "a guest line is cut or garbled");
	return false;
}

/* The block of another check begins. */
static void enter_theirs(struct reading *r, char *check)
{
	free(r->theirs);
	r->theirs = check;
	if (r->where != BEYOND)
		r->where = r->c->has_result ? BEYOND : THEIRS;
}

/* Something in another check's block makes all that comes after it doubtful. */
static void spoil(struct reading *r)
{
	struct console *c = r->c;

	if (r->where == THEIRS && !c->spoiled_by)
		c->spoiled_by = span_copy(span_of(r->theirs));
}

/* Is it the block that was asked for? */
static bool is_ours(const struct reading *r, const char *check)
{
	const char *asked = r->asked->check ? r->asked->check : r->c->check;

	return asked ? !strcmp(check, asked) : !r->any_started;
}

static void take_start(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	char *check = NULL, *kernel = NULL;
	long init_ms = -1, start_ms = -1;
	struct guest_field fields[] = {
		{ "check", NULL, &check, true, false },
		{ "kernel", NULL, &kernel, true, false },
		{ "init", &init_ms, NULL, false, false },
		{ "at", &start_ms, NULL, false, false },
	};
	bool good = take_pairs(r, rest, fields, 4);

	if (good && c->started && is_ours(r, check))
		malformed(r, "a second start line");
	else if (good && r->where == OURS)
		malformed(r, "a start line before the result line");
	spoil(r);	/* the block before has no result */
	if (!good || !is_ours(r, check) || c->started) {
		free(kernel);
		if (good)
			enter_theirs(r, check);
		else
			free(check);
		r->any_started = true;
		return;
	}
	r->any_started = c->started = true;
	r->where = OURS;
	c->check = check;
	c->kernel = kernel;
	c->init_ms = init_ms;
	c->start_ms = start_ms;
	if (r->asked->release && *r->asked->release &&
	    strcmp(kernel, r->asked->release))
		malformed(r, "the kernel is %s, asked was %s", kernel,
			  r->asked->release);
}

static bool have_step(const struct console *c, struct span name)
{
	for (size_t i = 0; i < c->nr; i++)
		if (span_is(name, c->step[i].name))
			return true;
	return false;
}

static void take_step(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	struct step s = { .ms = -1, .at_ms = -1, .lineno = r->lineno };
	struct guest_field fields[] = {
		{ "at", &s.at_ms, NULL, false, false },
		{ "ms", &s.ms, NULL, false, false },
		{ "reason", NULL, &s.reason, false, false },
	};
	struct span name = guest_word(&rest), word = guest_word(&rest);

	if (!name.len || !outcome_of(word, &s.outcome)) {
		malformed(r, "a step line without a name and an outcome");
		return;
	}
	if (c->nr == STEPS_MAX || have_step(c, name)) {
		malformed(r, "%s", c->nr == STEPS_MAX ? "too many steps" :
			  "a step that was there before");
		return;
	}
	if (!take_pairs(r, rest, fields, 3)) {
		free(s.reason);
		return;
	}
	s.name = span_copy(name);
	if (!s.reason)
		s.reason = xstrdup("");
	if (!s.name || !s.reason)
		abort();
	c->step = grow_array(c->step, c->nr + 1, sizeof(*c->step));
	c->step[c->nr++] = s;
	r->count[s.outcome]++;
}

/*
 * The outcome of the steps seen, by the guest's own rule: PASS only when every
 * one passed.
 */
static enum outcome sum_up(const struct reading *r)
{
	if (r->count[ERROR])
		return ERROR;
	if (r->count[FAIL])
		return FAIL;
	return r->count[PASS] && !r->count[SKIP] ? PASS : SKIP;
}

static void take_result(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	long steps = 0, passed = 0, failed = 0, skipped = 0, taint = 0;
	struct guest_field fields[] = {
		{ "steps", &steps, NULL, true, false },
		{ "passed", &passed, NULL, true, false },
		{ "failed", &failed, NULL, true, false },
		{ "skipped", &skipped, NULL, true, false },
		{ "at", &c->result_ms, NULL, false, false },
		{ "taint", &taint, NULL, false, false },
	};
	struct span word = guest_word(&rest);

	if (!outcome_of(word, &c->result)) {
		malformed(r, "a result line without an outcome");
		return;
	}
	c->has_result = true;
	r->where = OUTSIDE;
	if (!take_pairs(r, rest, fields, 6))
		return;
	if (taint && !complaints_worst(&c->complaints))
		malformed(r, "the kernel complained, it is tainted by %ld, and the console does not have it: is its loglevel too low?",
			  taint);
	if ((size_t)steps != c->nr || (size_t)passed != r->count[PASS] ||
	    (size_t)failed != r->count[FAIL] ||
	    (size_t)skipped != r->count[SKIP])
		malformed(r, "the result counts %ld steps, %ld passed, %ld failed, %ld skipped; seen were %zu, %zu, %zu, %zu",
			  steps, passed, failed, skipped, c->nr,
			  r->count[PASS], r->count[FAIL], r->count[SKIP]);
	else if (c->result != sum_up(r))
		malformed(r, "the result is %s, but the steps say %s",
			  outcome_name(c->result), outcome_name(sum_up(r)));
}

static void take_end(struct reading *r, struct span rest)
{
	if (rest.len)
		malformed(r, "an end line with more on it");
	else if (r->where == OURS)
		malformed(r, "an end line before the result");
	else if (!r->any_started)
		malformed(r, "'end' before the start line");
	else if (!r->c->started)
		malformed(r, "the check is '%s', asked was '%s'", r->theirs,
			  r->asked->check);
	r->ended = true;
}

/* Lines about no step: a check's own output, and that it still runs. */
static void take_nothing(struct reading *r, struct span rest)
{
	(void)r;
	(void)rest;
}

static const struct {
	const char *word;
	void (*take)(struct reading *r, struct span rest);
	bool in_block;
} words[] = {
	{ "start", take_start, false },
	{ "step", take_step, true },
	{ "said", take_nothing, true },
	{ "busy", take_nothing, true },
	{ "result", take_result, true },
	{ "end", take_end, false },
};

/* A line of a block that is not ours: only its result matters. */
static void take_theirs(struct reading *r, struct span word)
{
	if (span_is(word, "result") && r->where == THEIRS)
		r->where = OUTSIDE;
}

static void take_words(struct reading *r, struct span word, struct span rest)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!span_is(word, words[i].word))
			continue;
		if (!words[i].in_block || r->where == OURS)
			words[i].take(r, rest);
		else if (r->where != OUTSIDE)
			take_theirs(r, word);
		else if (r->c->has_result)
			malformed(r, "'%s' after the result line",
				  words[i].word);
		else
			malformed(r, "'%s' before the start line",
				  words[i].word);
		return;
	}
	malformed(r, "a guest line of no known kind");
}

static void take_guest(struct reading *r, const struct piece *p)
{
	struct span rest = piece_text(r->said, p), word = guest_word(&rest);

	complaints_close(&r->c->complaints);
	r->guest_lines++;
	if (r->c->malformed[0])
		return;
	if (p->number != r->guest_lines) {
		malformed(r, "the guest's line %ld is missing, this is %ld",
			  r->guest_lines, p->number);
		return;
	}
	if (r->ended) {
		malformed(r, "a guest line after the end line");
		return;
	}
	take_words(r, word, rest);
}

/* Is it the first line that the check is to fail by? */
static bool is_splat(const struct reading *r, const struct piece *p)
{
	struct span text = piece_text(r->said, p);
	struct buf line = { 0 };
	bool is;

	if (!r->asked->splat || r->c->splat.len)
		return false;
	/* ended by a NUL: not every C library has REG_STARTEND */
	for (size_t i = 0; i < p->len; i++)
		buf_addc(&line, text.at[i] ? text.at[i] : ' ');
	is = !regexec(&r->splat, line.at ? line.at : "", 0, NULL, 0);
	buf_release(&line);
	return is;
}

/* Text of firmware or the kernel, which may share its line with the guest. */
static void take_kernel(struct reading *r, const struct piece *p)
{
	const struct complaint now = { p->complaint, span_trim(p->line),
				       p->lineno, !r->any_started };
	struct span line, word;

	if (r->where == THEIRS && p->complaint != NO_COMPLAINT)
		spoil(r);
	if (r->where == THEIRS || r->where == BEYOND)
		return;
	if (!r->told_command_line && command_line_of(now.text, &line)) {
		r->told_command_line = true;
		if (command_line_lacks(line, r->asked->append, &word))
			malformed(r, "the kernel's command line lacks '%.*s'",
				  (int)word.len, word.at);
	}
	complaints_take(&r->c->complaints, &now, p->ends_trace);
	if (r->where == OURS && is_splat(r, p)) {
		r->c->splat = span_trim(p->line);
		r->c->splat_lineno = p->lineno;
	}
}

static void take(struct reading *r, const struct piece *p)
{
	r->lineno = p->lineno;
	r->c->last = span_trim(p->line);
	if (p->kind == PIECE_GUEST)
		take_guest(r, p);
	else if (p->kind == PIECE_KERNEL)
		take_kernel(r, p);
	/* in another check's block it is that one's doing */
	else if (r->where != THEIRS)
		malformed(r, "a line of the guest is cut, garbled or forged");
}

static enum ending ending_of(const struct reading *r)
{
	const struct console *c = r->c;

	if (c->has_result && (r->ended || r->where == BEYOND))
		return ENDED_RESULT;
	if (c->complaints.panic.len)
		return ENDED_PANIC;
	if (c->started)
		return ENDED_CUT;
	return c->spoke ? ENDED_NO_START : ENDED_SILENT;
}

void console_judge(struct console *c, const struct transcript *said,
		   const struct boot_asked *asked)
{
	struct reading r = { .c = c, .asked = asked, .said = said };
	bool splat = asked->splat && !regcomp(&r.splat, asked->splat,
					      REG_EXTENDED);
	struct boot_asked without;

	*c = (struct console){ .result = ERROR, .init_ms = -1, .start_ms = -1,
			       .result_ms = -1 };
	if (!splat && asked->splat) {
		without = *asked;
		without.splat = NULL;
		r.asked = &without;
	}
	for (size_t i = 0; i < said->nr; i++)
		take(&r, &said->piece[i]);
	c->spoke = said->spoke || c->complaints.nr;
	if (c->malformed[0])
		c->result = ERROR;
	c->ending = ending_of(&r);
	if (splat)
		regfree(&r.splat);
	free(r.theirs);
}

void console_read(struct console *c, struct span text,
		  const struct boot_asked *asked)
{
	struct transcript said;

	transcript_read(&said, text, asked->secret);
	console_judge(c, &said, asked);
	transcript_release(&said);
}

void console_release(struct console *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		free(c->step[i].name);
		free(c->step[i].reason);
	}
	free(c->step);
	free(c->check);
	free(c->kernel);
	free(c->spoiled_by);
	memset(c, 0, sizeof(*c));
}

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome];
}

bool outcome_of(struct span name, enum outcome *outcome)
{
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		if (span_is(name, outcomes[i])) {
			*outcome = i;
			return true;
		}
	}
	return false;
}

const char *ending_name(enum ending ending)
{
	static const char *const names[] = {
		[ENDED_RESULT] = "result", [ENDED_CUT] = "cut",
		[ENDED_PANIC] = "panic", [ENDED_NO_START] = "no start",
		[ENDED_SILENT] = "silent",
	};

	return names[ending];
}

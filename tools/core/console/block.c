// SPDX-License-Identifier: GPL-2.0-only
/* The guest's lines: where a check's block is, and what is in it. */
#include "core/console/block.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/console/guest-line.h"

void block_wrong(struct block_reader *r, const char *fmt, ...)
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
static bool take_pairs(struct block_reader *r, struct span rest,
		       struct guest_field *fields, size_t nr)
{
	const char *key;

	if (guest_fields(rest, fields, nr, &key))
		return true;
	if (key)
		block_wrong(r, "a guest line without %s=", key);
	else
		block_wrong(r, "a guest line is cut or garbled");
	return false;
}

/* The block of another check begins. */
static void enter_theirs(struct block_reader *r, char *check)
{
	free(r->theirs);
	r->theirs = check;
	if (r->where != BEYOND)
		r->where = r->c->has_result ? BEYOND : THEIRS;
}

void block_spoil(struct block_reader *r)
{
	struct console *c = r->c;

	if (r->where == THEIRS && !c->spoiled_by)
		c->spoiled_by = span_copy(span_of(r->theirs));
}

/* Is it the block that was asked for? */
static bool is_ours(const struct block_reader *r, const char *check)
{
	const char *asked = r->asked->check ? r->asked->check : r->c->check;

	return asked ? !strcmp(check, asked) : !r->any_started;
}

static void take_start(struct block_reader *r, struct span rest)
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
		block_wrong(r, "a second start line");
	else if (good && r->where == OURS)
		block_wrong(r, "a start line before the result line");
	block_spoil(r);	/* the block before has no result */
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
		block_wrong(r, "the kernel is %s, asked was %s", kernel,
			    r->asked->release);
}

static bool have_step(const struct console *c, struct span name)
{
	for (size_t i = 0; i < c->nr; i++)
		if (span_is(name, c->step[i].name))
			return true;
	return false;
}

static void take_step(struct block_reader *r, struct span rest)
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
		block_wrong(r, "a step line without a name and an outcome");
		return;
	}
	if (c->nr == STEPS_MAX || have_step(c, name)) {
		block_wrong(r, "%s", c->nr == STEPS_MAX ? "too many steps" :
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
static enum outcome sum_up(const struct block_reader *r)
{
	if (r->count[ERROR])
		return ERROR;
	if (r->count[FAIL])
		return FAIL;
	return r->count[PASS] && !r->count[SKIP] ? PASS : SKIP;
}

static void take_result(struct block_reader *r, struct span rest)
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
		block_wrong(r, "a result line without an outcome");
		return;
	}
	c->has_result = true;
	r->where = OUTSIDE;
	if (!take_pairs(r, rest, fields, 6))
		return;
	if (taint && !complaints_worst(&c->complaints))
		block_wrong(r, "the kernel complained, it is tainted by %ld, and the console does not have it: is its loglevel too low?",
			    taint);
	if ((size_t)steps != c->nr || (size_t)passed != r->count[PASS] ||
	    (size_t)failed != r->count[FAIL] ||
	    (size_t)skipped != r->count[SKIP])
		block_wrong(r, "the result counts %ld steps, %ld passed, %ld failed, %ld skipped; seen were %zu, %zu, %zu, %zu",
			    steps, passed, failed, skipped, c->nr,
			    r->count[PASS], r->count[FAIL], r->count[SKIP]);
	else if (c->result != sum_up(r))
		block_wrong(r, "the result is %s, but the steps say %s",
			    outcome_name(c->result), outcome_name(sum_up(r)));
}

static void take_end(struct block_reader *r, struct span rest)
{
	if (rest.len)
		block_wrong(r, "an end line with more on it");
	else if (r->where == OURS)
		block_wrong(r, "an end line before the result");
	else if (!r->any_started)
		block_wrong(r, "'end' before the start line");
	else if (!r->c->started)
		block_wrong(r, "the check is '%s', asked was '%s'", r->theirs,
			    r->asked->check);
	r->ended = true;
}

/* Lines about no step: a check's own output, and that it still runs. */
static void take_nothing(struct block_reader *r, struct span rest)
{
	(void)r;
	(void)rest;
}

static const struct {
	const char *word;
	void (*take)(struct block_reader *r, struct span rest);
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
static void take_theirs(struct block_reader *r, struct span word)
{
	if (span_is(word, "result") && r->where == THEIRS)
		r->where = OUTSIDE;
}

static void take_words(struct block_reader *r, struct span word,
		       struct span rest)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!span_is(word, words[i].word))
			continue;
		if (!words[i].in_block || r->where == OURS)
			words[i].take(r, rest);
		else if (r->where != OUTSIDE)
			take_theirs(r, word);
		else if (r->c->has_result)
			block_wrong(r, "'%s' after the result line",
				    words[i].word);
		else
			block_wrong(r, "'%s' before the start line",
				    words[i].word);
		return;
	}
	block_wrong(r, "a guest line of no known kind");
}

void block_take(struct block_reader *r, const struct piece *p)
{
	struct span rest = piece_text(r->said, p), word = guest_word(&rest);

	complaints_close(&r->c->complaints);
	r->guest_lines++;
	if (r->c->malformed[0])
		return;
	if (p->number != r->guest_lines) {
		block_wrong(r, "the guest's line %ld is missing, this is %ld",
			    r->guest_lines, p->number);
		return;
	}
	if (r->ended) {
		block_wrong(r, "a guest line after the end line");
		return;
	}
	take_words(r, word, rest);
}

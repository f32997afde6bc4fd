// SPDX-License-Identifier: GPL-2.0-only
/* A console log: the guest's lines among firmware's and the kernel's, and what they prove. */
#include "core/console/console.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/console/guest-line.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

static const char *const outcomes[] = {
	[PASS] = "PASS", [SKIP] = "SKIP", [FAIL] = "FAIL", [ERROR] = "ERROR",
};

struct reading {
	struct console *c;
	long lineno;
	bool ended;
	size_t count[ERROR + 1];
};

__attribute__((format(printf, 2, 3)))
static void malformed(struct reading *r, const char *fmt, ...)
{
	char what[160];
	va_list args;

	if (r->c->malformed[0])
		return;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	snprintf(r->c->malformed, sizeof(r->c->malformed), "line %ld: %s",
		 r->lineno, what);
}

static bool number(const struct buf *value, long *n)
{
	char *end;

	if (!value->len || !is_digit(value->at[0]) ||
	    value->len > 10)
		return false;
	*n = strtol(value->at, &end, 10);
	return !*end;
}

/* A key that a line takes: exactly one of number and text is set. */
struct field {
	const char *key;
	long *number;
	char **text;	/* set to an owned string */
	bool needed, seen;
};

/* Takes the pairs of rest into fields; other keys are allowed. False when the grammar is broken. */
static bool take_pairs(struct reading *r, struct span rest,
		       struct field *fields, size_t nr)
{
	struct buf value = { 0 };
	struct span key;
	bool good = true;

	while (good && rest.len) {
		good = guest_pair(&rest, &key, &value);
		for (size_t i = 0; good && i < nr; i++) {
			struct field *f = &fields[i];

			if (!span_equals(key, span_of(f->key)))
				continue;
			good = !f->seen &&
			       (!f->number || number(&value, f->number));
			f->seen = true;
			if (good && f->text)
				*f->text = buf_detach(&value);
		}
	}
	if (!good)
		malformed(r, "a guest line is cut or garbled");
	for (size_t i = 0; good && i < nr; i++) {
		if (fields[i].needed && !fields[i].seen) {
			malformed(r, "a guest line without %s=", fields[i].key);
			good = false;
		}
	}
	buf_release(&value);
	return good;
}

static void take_start(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	struct field fields[] = {
		{ "check", NULL, &c->check, true, false },
		{ "kernel", NULL, &c->kernel, true, false },
		{ "rounds", &c->rounds, NULL, true, false },
		{ "init", &c->init_ms, NULL, false, false },
		{ "at", &c->start_ms, NULL, false, false },
	};

	if (c->started) {
		malformed(r, "a second start line");
		return;
	}
	c->started = true;
	c->start_lineno = r->lineno;
	take_pairs(r, rest, fields, 5);
}

static bool have_step(const struct console *c, struct span name)
{
	for (size_t i = 0; i < c->nr; i++)
		if (span_equals(span_of(c->step[i].name), name))
			return true;
	return false;
}

/* The round in a step's name, "2.own"; -1 when it has none. */
static long round_of(const char *name)
{
	char *end;
	long round;

	if (!is_digit(name[0]))
		return -1;
	round = strtol(name, &end, 10);
	return *end == '.' && end[1] ? round : -1;
}

static void take_step(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	struct step s = { .ms = -1, .at_ms = -1, .lineno = r->lineno };
	struct field fields[] = {
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
		s.reason = strdup("");
	if (!s.name || !s.reason)
		abort();
	if (round_of(s.name) < 0 || round_of(s.name) > c->rounds)
		malformed(r, "a step of no round, or of a round beyond %ld",
			  c->rounds);
	c->step = grow_array(c->step, c->nr + 1, sizeof(*c->step));
	c->step[c->nr++] = s;
	r->count[s.outcome]++;
}

/* What the steps seen come to, by the guest's own rule: PASS only when every one passed. */
static enum outcome sum_up(const struct reading *r)
{
	if (r->count[ERROR])
		return ERROR;
	if (r->count[FAIL])
		return FAIL;
	return r->count[PASS] && !r->count[SKIP] ? PASS : SKIP;
}

/* How many rounds, from 1, have a step that passed. */
static long rounds_passed(const struct console *c)
{
	long top = 0;

	for (size_t i = 0; i < c->nr; i++)
		if (c->step[i].outcome == PASS &&
		    round_of(c->step[i].name) == top + 1)
			top++;
	return top;
}

static void take_result(struct reading *r, struct span rest)
{
	struct console *c = r->c;
	long steps = 0, passed = 0, failed = 0, skipped = 0;
	struct field fields[] = {
		{ "steps", &steps, NULL, true, false },
		{ "passed", &passed, NULL, true, false },
		{ "failed", &failed, NULL, true, false },
		{ "skipped", &skipped, NULL, true, false },
		{ "at", &c->result_ms, NULL, false, false },
	};
	struct span word = guest_word(&rest);

	if (c->has_result || !outcome_of(word, &c->result)) {
		malformed(r, "%s", c->has_result ? "a second result line" :
			  "a result line without an outcome");
		return;
	}
	c->has_result = true;
	if (!take_pairs(r, rest, fields, 5))
		return;
	if ((size_t)steps != c->nr || (size_t)passed != r->count[PASS] ||
	    (size_t)failed != r->count[FAIL] ||
	    (size_t)skipped != r->count[SKIP])
		malformed(r, "the result counts %ld steps, %ld passed, %ld failed, %ld skipped; seen were %zu, %zu, %zu, %zu",
			  steps, passed, failed, skipped, c->nr,
			  r->count[PASS], r->count[FAIL], r->count[SKIP]);
	else if (c->result != sum_up(r))
		malformed(r, "the result is %s, but the steps come to %s",
			  outcome_name(c->result), outcome_name(sum_up(r)));
	else if (c->result == PASS && rounds_passed(c) != c->rounds)
		malformed(r, "the result is PASS after %ld of %ld rounds",
			  rounds_passed(c), c->rounds);
}

static void take_end(struct reading *r, struct span rest)
{
	if (rest.len || !r->c->has_result)
		malformed(r, "%s", rest.len ? "an end line with more on it" :
			  "an end line before the result");
	r->ended = true;
}

static const struct {
	const char *word;
	void (*take)(struct reading *r, struct span rest);
	bool needs_start, after_result;
} words[] = {
	{ "start", take_start, false, true },
	{ "step", take_step, true, false },
	{ "result", take_result, true, true },
	{ "end", take_end, true, true },
};

static void take_guest(struct reading *r, struct span rest)
{
	struct span word = guest_word(&rest);

	if (r->c->malformed[0])
		return;
	if (r->ended) {
		malformed(r, "a guest line after the end line");
		return;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!span_equals(word, span_of(words[i].word)))
			continue;
		if (words[i].needs_start && !r->c->started)
			malformed(r, "'%s' before the start line",
				  words[i].word);
		else if (r->c->has_result && !words[i].after_result)
			malformed(r, "'%s' after the result line",
				  words[i].word);
		else
			words[i].take(r, rest);
		return;
	}
	malformed(r, "a guest line of no known kind");
}

/* A last line without its newline may have been cut anywhere; only "end" is whole for sure. */
static bool whole(struct span line, struct span rest, struct span guest)
{
	return rest.at > line.at + line.len ||
	       span_equals(guest, span_of("end"));
}

static enum ending ending_of(const struct reading *r)
{
	const struct console *c = r->c;

	if (r->ended)
		return ENDED_RESULT;
	if (c->complaints.panic.len)
		return ENDED_PANIC;
	if (c->started)
		return ENDED_CUT;
	return c->spoke ? ENDED_NO_START : ENDED_SILENT;
}

void console_read(struct console *c, struct span text)
{
	struct reading r = { .c = c };
	struct span rest = text, line, cleaned, guest;
	char room[CONSOLE_LINE_MAX];

	*c = (struct console){ .result = ERROR, .init_ms = -1, .start_ms = -1,
			       .result_ms = -1 };
	while (span_line(&rest, &line)) {
		r.lineno++;
		cleaned = guest_clean(line, room, sizeof(room));
		if (!span_trim(cleaned).len)
			continue;
		c->last = span_trim(line);
		if (guest_find(cleaned, &guest)) {
			c->spoke = true;
			complaints_close(&c->complaints);
			if (whole(line, rest, guest))
				take_guest(&r, guest);
			continue;
		}
		if (span_starts(complaint_text(cleaned), "Linux version "))
			c->spoke = true;
		complaints_take(&c->complaints, cleaned, line, r.lineno,
				!c->started);
	}
	c->spoke |= c->complaints.nr > 0;
	if (c->malformed[0])
		c->result = ERROR;
	c->ending = ending_of(&r);
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
	memset(c, 0, sizeof(*c));
}

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome];
}

bool outcome_of(struct span name, enum outcome *outcome)
{
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		if (span_equals(name, span_of(outcomes[i]))) {
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

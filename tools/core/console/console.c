// SPDX-License-Identifier: GPL-2.0-only
/*
 * A console log: the guest's lines among firmware's and the kernel's, and what
 * they prove.
 */
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
	const struct boot_asked *asked;
	long lineno;
	long guest_lines;	/* of the guest, so far */
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

/*
 * Takes the pairs of rest into fields; other keys are allowed. False when the
 * grammar is broken.
 */
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
		{ "steps", NULL, &c->steps, true, false },
		{ "init", &c->init_ms, NULL, false, false },
		{ "at", &c->start_ms, NULL, false, false },
	};

	if (c->started) {
		malformed(r, "a second start line");
		return;
	}
	c->started = true;
	c->start_lineno = r->lineno;
	if (!take_pairs(r, rest, fields, 6))
		return;
	if (r->asked->check && strcmp(c->check, r->asked->check))
		malformed(r, "the check is '%s', asked was '%s'", c->check,
			  r->asked->check);
	else if (r->asked->release && strcmp(c->kernel, r->asked->release))
		malformed(r, "the kernel is %s, asked was %s", c->kernel,
			  r->asked->release);
	else if (r->asked->rounds && c->rounds != r->asked->rounds)
		malformed(r, "%ld rounds, asked were %ld", c->rounds,
			  r->asked->rounds);
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

bool console_step_in(struct span name, const char *list)
{
	while (*list) {
		size_t len = strcspn(list, ",");

		if (span_equals(span_trim((struct span){ list, len }), name))
			return true;
		list += len + (list[len] == ',');
	}
	return false;
}

/* Asks whether that step may be: one of a round, or that no round was run. */
static bool is_expected(const struct console *c, const char *name)
{
	long round = round_of(name);
	struct span step = span_of(strchr(name, '.') ? strchr(name, '.') + 1 :
				   "");

	if (!round)
		return !c->nr && span_equals(step, span_of("setup"));
	return round > 0 && round <= c->rounds &&
	       console_step_in(step, c->steps);
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
	if (!is_expected(c, s.name))
		malformed(r, "step %.60s is none of %ld rounds of the check",
			  s.name, c->rounds);
	c->step = grow_array(c->step, c->nr + 1, sizeof(*c->step));
	c->step[c->nr++] = s;
	r->count[s.outcome]++;
}

/*
 * What the steps seen come to, by the guest's own rule: PASS only when every
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

/* How many steps there must be: no step comes twice, so that many are all. */
static size_t steps_wanted(const struct console *c)
{
	size_t nr = 1;

	if (c->nr == 1 && !round_of(c->step[0].name))
		return c->step[0].outcome != PASS;	/* no rounds: 0.setup */
	for (const char *comma = c->steps; (comma = strchr(comma, ','));
	     comma++)
		nr++;
	return nr * c->rounds;
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
		malformed(r, "the result is %s, but the steps say %s",
			  outcome_name(c->result), outcome_name(sum_up(r)));
	else if (c->nr != steps_wanted(c))
		malformed(r, "the result comes after %zu of %zu steps", c->nr,
			  steps_wanted(c));
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

static void take_guest(struct reading *r, const struct guest_line *l)
{
	struct span rest = l->words, word = guest_word(&rest);

	r->c->spoke = true;
	complaints_close(&r->c->complaints);
	r->guest_lines++;
	if (r->c->malformed[0])
		return;
	if (l->number != r->guest_lines) {
		malformed(r, "the guest's line %ld is missing, this is %ld",
			  r->guest_lines, l->number);
		return;
	}
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

/* Text of firmware or the kernel, which may share its line with the guest. */
static void take_kernel(struct reading *r, struct span text, struct span line)
{
	if (!span_trim(text).len)
		return;
	if (span_starts(complaint_text(text), "Linux version "))
		r->c->spoke = true;
	complaints_take(&r->c->complaints, text, line, r->lineno,
			!r->c->started);
}

/* A line of the console; cut says that it is the last and has no end. */
static void take_line(struct reading *r, struct span line, bool cut)
{
	char room[CONSOLE_LINE_MAX];
	struct span rest = guest_clean(line, room, sizeof(room));
	struct guest_line l;
	enum guest_found found;

	if (!span_trim(rest).len)
		return;
	r->c->last = span_trim(line);
	while ((found = guest_read(rest, r->asked->secret, &l)) == GUEST_LINE) {
		take_kernel(r, l.before, line);
		take_guest(r, &l);
		rest = l.after;
	}
	take_kernel(r, rest, line);
	if (found == GUEST_GARBLED && !cut)
		malformed(r, "a line of the guest is cut, garbled or forged");
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

void console_read(struct console *c, struct span text,
		  const struct boot_asked *asked)
{
	struct reading r = { .c = c, .asked = asked };
	struct span rest = text, line;

	*c = (struct console){ .result = ERROR, .init_ms = -1, .start_ms = -1,
			       .result_ms = -1 };
	while (span_line(&rest, &line)) {
		r.lineno++;
		take_line(&r, line, rest.at == line.at + line.len);
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
	free(c->steps);
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

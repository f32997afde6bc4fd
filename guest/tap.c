// SPDX-License-Identifier: GPL-2.0-only
/* From lines of TAP to steps. */
#include "tap.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void tap_init(struct tap *t, tap_take *take, void *arg)
{
	memset(t, 0, sizeof(*t));
	t->take = take;
	t->arg = arg;
	t->level[0].planned = -1;
}

static void wrong(struct tap *t, const char *name, const char *reason)
{
	t->wrong = true;
	t->take(t->arg, name, ERROR, reason);
}

/* Leaves of a description what the name of a step may have. */
static void plain_name(const char *text, size_t len, char *name, size_t size)
{
	size_t n = 0, i;

	for (i = 0; i < len && n + 1 < size; i++) {
		bool good = isalnum((unsigned char)text[i]) ||
			    strchr("._+:", text[i]);

		if (good)
			name[n++] = text[i];
		else if (n && name[n - 1] != '-')
			name[n++] = '-';
	}
	while (n && name[n - 1] == '-')
		n--;
	name[n] = '\0';
}

/* What a level lacks when it is left, as a sentence; false: nothing. */
static bool is_short(const struct tap_level *l, char *why, size_t size)
{
	if (l->planned < 0)
		snprintf(why, size, "there is no plan, 1..%ld, of its tests",
			 l->seen);
	else if (l->planned != l->seen)
		snprintf(why, size, "the plan is 1..%ld, the tests shown are %ld",
			 l->planned, l->seen);
	else
		return false;
	return true;
}

/* Closes the levels below depth. */
static void close_to(struct tap *t, int depth)
{
	char why[96];

	for (; t->depth > depth; t->depth--) {
		struct tap_level *l = &t->level[t->depth];

		if (is_short(l, why, sizeof(why))) {
			wrong(t, *l->name ? l->name : "subtests", why);
			l->failed = true;
		}
		t->level[t->depth - 1].failed |= l->failed;
	}
}

/* Opens the levels down to depth; their tests have no names yet. */
static void open_to(struct tap *t, int depth)
{
	while (t->depth < depth)
		t->level[++t->depth] = (struct tap_level){ .planned = -1 };
}

/* "a.b.name", of the subtests that are open above the level. */
static void full_name(const struct tap *t, const char *name, char *full,
		      size_t size)
{
	size_t len = 0;
	int i;

	for (i = 1; i <= t->depth && len < size; i++) {
		const struct tap_level *l = &t->level[i];

		len += *l->name ?
			snprintf(full + len, size - len, "%s.", l->name) :
			snprintf(full + len, size - len, "%ld.",
				 t->level[i - 1].seen + 1);
	}
	if (len < size)
		snprintf(full + len, size - len, "%s", name);
}

/* "#SKIP" is one for many writers without a blank before it, too. */
static bool is_joined(const char *hash)
{
	const char *word = hash + 1 + strspn(hash + 1, " \t");

	return hash[-1] != '\\' && (!strncasecmp(word, "SKIP", 4) ||
				   !strncasecmp(word, "TODO", 4)) &&
	       !isalnum((unsigned char)word[4]);
}

/* A "#" that begins a directive: a blank before it and no \. */
static const char *directive_in(const char *text)
{
	const char *at = text;

	while ((at = strchr(at, '#'))) {
		if (at == text || isblank((unsigned char)at[-1]) ||
		    is_joined(at))
			return at;
		at++;
	}
	return NULL;
}

static const struct {
	const char *word;
	enum outcome outcome;
	const char *reason;	/* when none is given */
} directives[] = {
	{ "SKIP", SKIP, "skipped" },
	{ "TODO", SKIP, "not done yet" },
	{ "XFAIL", SKIP, "expected to fail" },
	{ "TIMEOUT", FAIL, "timed out" },
	{ "ERROR", ERROR, "error" },
};

/* Applies the directive, "SKIP why", to the outcome and its reason. */
static void take_directive(const char *text, enum outcome *outcome,
			   char *reason, size_t size)
{
	size_t i, len;

	text += strspn(text, "# \t");
	for (i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		len = strlen(directives[i].word);
		if (strncasecmp(text, directives[i].word, len) ||
		    isalnum((unsigned char)text[len]))
			continue;
		*outcome = directives[i].outcome;
		text += len + strspn(text + len, ": \t");
		if (*text || !*reason)
			snprintf(reason, size, "%s",
				 *text ? text : directives[i].reason);
		return;
	}
}

/* The number of a test, when it has one, must be the next. */
static void take_number(struct tap *t, const char **at)
{
	long next = t->level[t->depth].seen + 1, number;
	char why[96], *end;

	if (!isdigit((unsigned char)**at))
		return;
	number = strtol(*at, &end, 10);
	if (*end && !isblank((unsigned char)*end))
		return;	/* a name that begins with a digit: "1.up" */
	*at = end + strspn(end, " \t");
	if (number == next)
		return;
	snprintf(why, sizeof(why), "test %ld comes where test %ld is due",
		 number, next);
	wrong(t, "tests", why);
}

/* A test line, after "ok" or "not ok". */
static void take_test(struct tap *t, const char *rest, enum outcome outcome,
		      int depth)
{
	struct tap_level *l;
	char name[TAP_NAME], full[TAP_DEPTH * TAP_NAME];
	bool parent = t->depth > depth, below;
	const char *hash;

	close_to(t, depth);
	open_to(t, depth);
	l = &t->level[depth];
	below = parent && t->level[depth + 1].failed;
	rest += strspn(rest, " \t");
	take_number(t, &rest);
	rest += strspn(rest, "- \t");
	l->seen++;
	hash = directive_in(rest);
	plain_name(rest, hash ? (size_t)(hash - rest) : strlen(rest), name,
		   sizeof(name));
	if (!*name)
		snprintf(name, sizeof(name), "%ld", l->seen);
	if (outcome == PASS)
		*t->reason = '\0';
	if (hash)
		take_directive(hash, &outcome, t->reason, sizeof(t->reason));
	l->failed |= outcome != PASS;
	/* A test of subtests is told by them. */
	if (!parent || (outcome != PASS && !below)) {
		full_name(t, name, full, sizeof(full));
		t->take(t->arg, full, outcome, t->reason);
	}
	*t->reason = '\0';
}

/* A plan of no tests, and what stands behind it: nothing was tested. */
static void take_none(struct tap *t, const char *rest, int depth)
{
	char full[TAP_DEPTH * TAP_NAME], reason[TAP_REASON] = "no tests";
	enum outcome outcome = SKIP;

	if (*rest)
		take_directive(rest, &outcome, reason, sizeof(reason));
	full_name(t, "tests", full, sizeof(full));
	t->take(t->arg, full, SKIP, reason);
	t->level[depth].failed = true;
}

/* "1..N", or "1..0 # SKIP why". */
static bool take_plan(struct tap *t, const char *text, int depth)
{
	char *end;
	long planned;

	if (strncmp(text, "1..", 3) || !isdigit((unsigned char)text[3]))
		return false;
	planned = strtol(text + 3, &end, 10);
	end += strspn(end, " \t");
	if (*end && *end != '#')
		return false;
	/* of subtests: what is deeper was not closed by a test line */
	close_to(t, depth);
	open_to(t, depth);
	if (t->level[depth].planned >= 0)
		wrong(t, "tests", "there is a second plan");
	t->level[depth].planned = planned;
	if (!planned)
		take_none(t, end, depth);
	return true;
}

/* "# text": the reason of the test that follows, or a subtest's name. */
static void take_diagnostic(struct tap *t, const char *text, int depth)
{
	size_t len = strlen(t->reason);

	text += strspn(text, "# \t");
	if (!strncmp(text, "Subtest: ", 9) && depth) {
		close_to(t, depth - 1);
		open_to(t, depth);
		plain_name(text + 9, strlen(text + 9), t->level[depth].name,
			   TAP_NAME);
		return;
	}
	if (*text)
		snprintf(t->reason + len, sizeof(t->reason) - len, "%s%s",
			 len ? "; " : "", text);
}

/* How far a line is indented, in steps of four columns; *at gets its text. */
static int depth_of(const char *line, const char **at)
{
	int columns = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		columns += *line == '\t' ? 4 : 1;
	*at = line;
	return columns / 4 < TAP_DEPTH ? columns / 4 : TAP_DEPTH - 1;
}

static bool is_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	return !strncmp(text, word, len) &&
	       (!text[len] || isblank((unsigned char)text[len]));
}

bool tap_line(struct tap *t, const char *line)
{
	const char *text;
	int depth = depth_of(line, &text);

	if (*text == '#') {
		take_diagnostic(t, text, depth);
		return true;
	}
	if (is_word(text, "ok"))
		take_test(t, text + 2, PASS, depth);
	else if (is_word(text, "not ok"))
		take_test(t, text + 6, FAIL, depth);
	else if (!strncmp(text, "Bail out!", 9))
		wrong(t, "bail-out", text + 9 + strspn(text + 9, " "));
	else if (strncmp(text, "TAP version ", 12) &&
		 strncmp(text, "KTAP version ", 13) &&
		 !take_plan(t, text, depth))
		return false;
	t->spoke = true;
	return true;
}

void tap_end(struct tap *t, const char *name)
{
	char why[96];

	close_to(t, 0);
	if (t->spoke && is_short(&t->level[0], why, sizeof(why)))
		wrong(t, name, why);
}

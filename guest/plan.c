// SPDX-License-Identifier: GPL-2.0-only
/* The plan of a boot, from its file. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

static bool number(const char *text, long *n)
{
	char *end;

	*n = strtol(text, &end, 10);
	return *text && !*end && *n > 0;
}

static bool take_kind(struct plan_check *c, const char *text)
{
	static const char *const kinds[] = {
		[PLAN_PROGRAM] = "program", [PLAN_SPLAT] = "splat",
		[PLAN_KUNIT] = "kunit",
	};
	int i;

	for (i = 0; i <= PLAN_KUNIT; i++) {
		if (!strcmp(kinds[i], text)) {
			c->kind = i;
			return true;
		}
	}
	return false;
}

static bool begin_program(struct plan_check *c, const char *name)
{
	if (c->nr_programs == PLAN_PROGRAMS ||
	    c->nr_args + (c->nr_args > 0) >= PLAN_ARGS || !*name)
		return false;
	c->nr_args += c->nr_args > 0;
	c->program[c->nr_programs].name = name;
	c->program[c->nr_programs++].arg = c->nr_args;
	return true;
}

/* A line about the check that was begun last. */
static bool take_word(struct plan_check *c, const char *word, const char *text)
{
	if (!strcmp(word, "kind"))
		return take_kind(c, text);
	if (!strcmp(word, "timeout"))
		return number(text, &c->timeout_s);
	if (!strcmp(word, "survive"))
		return number(text, &c->survive_s);
	if (!strcmp(word, "protocol")) {
		c->ltp = !strcmp(text, "ltp");
		return c->ltp || !strcmp(text, "exit");
	}
	if (!strcmp(word, "program"))
		return begin_program(c, text);
	if (!strcmp(word, "arg") && c->nr_args < PLAN_ARGS) {
		c->arg[c->nr_args++] = text;
		return true;
	}
	return false;
}

static bool begin(struct plan *p, const char *name)
{
	if (p->nr == PLAN_CHECKS || !*name)
		return false;
	p->check[p->nr++] = (struct plan_check){
		.name = name, .timeout_s = PLAN_TIMEOUT_S };
	return true;
}

const char *plan_read(struct plan *p, char *text)
{
	char *line, *rest = text, *value;

	p->nr = 0;
	p->shell = false;
	while ((line = strsep(&rest, "\n"))) {
		if (!*line)
			continue;
		value = strchr(line, ' ');
		if (!value)
			return line;
		*value = '\0';
		if (!strcmp(line, "shell")) {
			p->shell = true;
			continue;
		}
		if (!strcmp(line, "check") ? begin(p, value + 1) :
		    p->nr && take_word(&p->check[p->nr - 1], line, value + 1))
			continue;
		*value = ' ';
		return line;
	}
	return NULL;
}

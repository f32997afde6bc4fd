// SPDX-License-Identifier: GPL-2.0-only
/* A kernel build's V=1 log: how much was built, and what stopped it. */
#include "core/build/build-log.h"

#include <string.h>

/* The position of text in s; s.len when it is not there. */
static size_t find(struct span s, const char *text)
{
	const char *at = memmem(s.at, s.len, text, strlen(text));

	return at ? (size_t)(at - s.at) : s.len;
}

static bool has(struct span s, const char *text)
{
	return find(s, text) < s.len;
}

/* Kbuild prints commands with two spaces before; make's own words begin with its name. */
static bool is_command(struct span line)
{
	return has(line, " -o ") || span_starts(line, "  ") ||
	       span_starts(line, "\t");
}

bool buildlog_is_compile(struct span line)
{
	return has(line, " -c -o ") && has(line, ".o");
}

/* What a line says about the build, the gravest first: a full disk makes compilers die in many ways. */
static const struct {
	const char *text;
	enum build_fault fault;
} signs[] = {
	{ "No space left on device", BUILD_NO_SPACE },
	{ "Disk quota exceeded", BUILD_NO_SPACE },
	{ "sh: 1: ", BUILD_NO_TOOL },
	{ "command not found", BUILD_NO_TOOL },
	{ "internal compiler error", BUILD_KILLED },
	{ "Killed signal terminated program", BUILD_KILLED },
	{ "terminated by signal", BUILD_KILLED },
	{ "Segmentation fault", BUILD_KILLED },
	{ "Bus error", BUILD_KILLED },
	{ "virtual memory exhausted", BUILD_KILLED },
	{ "cannot fork", BUILD_KILLED },
	{ "Error 137", BUILD_KILLED },
	{ "] Killed", BUILD_KILLED },
	{ "] Terminated", BUILD_KILLED },
	{ "error: ", BUILD_BROKEN },
	{ "Error: ", BUILD_BROKEN },
	{ "undefined reference to", BUILD_BROKEN },
	{ "undefined!", BUILD_BROKEN },
	{ "multiple definition of", BUILD_BROKEN },
	{ "*** ", BUILD_BROKEN },
};

static enum build_fault sign_of(struct span line)
{
	bool make = span_starts(line, "make");

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		bool makes = !strcmp(signs[i].text, "*** ") ||
			     signs[i].text[0] == ']' ||
			     !strcmp(signs[i].text, "Error 137");

		if (signs[i].fault == BUILD_NO_TOOL && !has(line, "not found"))
			continue;
		if ((!makes || make) && has(line, signs[i].text))
			return signs[i].fault;
	}
	return BUILD_FINE;
}

/* "make[2]: *** [scripts/Makefile.build:303: init/main.o] Error 1" names init/main.o. */
static struct span make_target(struct span line)
{
	size_t from = find(line, "*** ["), to;

	if (!span_starts(line, "make") || from == line.len)
		return span_of("");
	line = span_skip(line, from + 5);
	to = find(line, "] ");
	line.len = to;
	while ((from = find(line, ": ")) < line.len)
		line = span_skip(line, from + 2);
	return line;
}

/* The last command before the end of text that writes target. */
static struct span command_for(struct span text, struct span target)
{
	struct span line, found = span_of("");

	while (span_line(&text, &line)) {
		const char *at = is_command(line) ?
			memmem(line.at, line.len, target.at, target.len) : NULL;

		if (at && at > line.at && at[-1] != '.' &&
		    !has(line, "*** ["))
			found = span_trim(line);
	}
	return found;
}

void buildlog_read(struct buildlog *l, struct span text)
{
	struct span rest = text, line;

	memset(l, 0, sizeof(*l));
	l->error = l->target = l->command = span_of("");
	for (long lineno = 1; span_line(&rest, &line); lineno++) {
		enum build_fault fault;

		if (buildlog_is_compile(line)) {
			l->nr_objects++;
			continue;
		}
		if (has(line, "warning: "))
			l->nr_warnings++;
		if (is_command(line) && !has(line, "rror: "))
			continue;
		fault = sign_of(line);
		/* Ours explains theirs: a full disk or a dead compiler brings errors of its own. */
		if (fault > l->fault) {
			l->fault = fault;
			l->error = line;
			l->error_lineno = lineno;
		}
		if (!l->target.len && fault)
			l->target = make_target(line);
	}
	if (l->target.len)
		l->command = command_for(text, l->target);
}

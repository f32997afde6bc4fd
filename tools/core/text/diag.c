// SPDX-License-Identifier: GPL-2.0-only
/* The one sentence that says what could not be carried out. */
#include "core/text/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/text/utf8.h"

int diag_set(struct diag *why, const char *path, long lineno,
	     const char *fmt, ...)
{
	va_list args;

	snprintf(why->path, sizeof(why->path), "%s", path ? path : "");
	why->lineno = lineno;
	why->error = 0;
	va_start(args, fmt);
	vsnprintf(why->text, sizeof(why->text), fmt, args);
	va_end(args);
	return -1;
}

bool diag_is_of_machine(const struct diag *why)
{
	return why->error && why->error != ENOENT && why->error != ENOTDIR;
}

void diag_clear(struct diag *why)
{
	memset(why, 0, sizeof(*why));
}

char *diag_plain(char *line)
{
	struct span rest = span_of(line);

	while (rest.len) {
		size_t n = utf8_character(rest);

		if (!n)
			line[rest.at - line] = '?';
		rest = span_skip(rest, n ? n : 1);
	}
	return line;
}

char *diag_line(const struct diag *why, char *line, unsigned long size)
{
	const char *path = strcmp(why->path, "-") ? why->path :
						    "standard input";

	if (!why->path[0])
		snprintf(line, size, "%s", why->text);
	else if (!why->lineno)
		snprintf(line, size, "%s: %s", path, why->text);
	else
		snprintf(line, size, "%s:%ld: %s", path, why->lineno,
			 why->text);
	return diag_plain(line);
}

void sentence_say(struct sentence s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(s.at, s.size, fmt, args);
	va_end(args);
}

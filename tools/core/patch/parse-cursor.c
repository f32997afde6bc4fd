// SPDX-License-Identifier: GPL-2.0-only
/* Where the patch parser stands, line by line, and how it refuses one. */
#include "core/patch/parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text/buf.h"

void parser_next(struct parser *ps)
{
	size_t step = ps->line.len + 1;
	const char *lf;

	ps->lineno++;
	if (step >= ps->text.len) {
		ps->text = span_skip(ps->text, ps->text.len);
		ps->line = ps->text;
		ps->at_end = true;
		return;
	}
	ps->text = span_skip(ps->text, step);
	lf = memchr(ps->text.at, '\n', ps->text.len);
	ps->line = (struct span){ ps->text.at, lf ? (size_t)(lf - ps->text.at) :
						    ps->text.len };
}

struct span parser_peek(const struct parser *ps, int n)
{
	struct span rest = ps->text, line = { "", 0 };

	for (int i = 0; i <= n; i++)
		if (!span_line(&rest, &line))
			return (struct span){ "", 0 };
	return line;
}

int parser_refuse(struct parser *ps, long lineno, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return diag_set(ps->why, ps->path, lineno, "%s", text);
}

struct span without_cr(struct span line)
{
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

const char *parser_own(struct parser *ps, char *name)
{
	struct patch *p = ps->p;

	p->name = grow_for_one(p->name, p->name_nr, &ps->name_cap,
			       sizeof(*p->name));
	return p->name[p->name_nr++] = name;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What speaks against being sure of a hunk that has its place. */
#include "core/port/doubt.h"

#include "core/source/function-name.h"

/* What nothing there declares may be missing. */
static void doubt_names(const struct doubt_scope *scope, struct port_result *r)
{
	struct numbering words;

	unknown_words(&words, scope->before);
	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];
		struct span name;

		if (h->rung >= PORT_DROPPED || h->rung == PORT_MERGED)
			continue;
		name = unknown_name(scope->diff, &scope->diff->hunk[i], &words,
				    scope->beyond);
		/* Words merged may have left it out. */
		if (!name.len || !scope->after.len ||
		    !memmem(scope->after.at, scope->after.len, name.at,
			    name.len))
			continue;
		h->sure = false;
		port_hunk_say(h, "it uses %.*s, which was not found here",
			      (int)name.len, name.at);
	}
	numbering_release(&words);
}

/* The first line of the file that hunk changes, from 0, when it is at line. */
static size_t changed_line(const struct hunk *hunk, long line)
{
	size_t at = line > 0 ? (size_t)line - 1 : 0;

	for (size_t i = 0; i < hunk->nr && hunk->line[i].kind == ' '; i++)
		at++;
	return at;
}

/* A hunk applies where its lines are, whatever the function is called there. */
static void doubt_functions(const struct doubt_scope *scope,
			    struct port_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct hunk *hunk = &scope->diff->hunk[i];
		struct span line = port_function_of(hunk);
		struct port_hunk *h = &r->hunk[i];
		const struct port_function *f;
		struct span was = func_name(line);

		if (h->rung != PORT_EXACT || !port_function_is_named(line) ||
		    port_function_find(scope->functions, line))
			continue;
		f = port_function_at(scope->functions,
				     changed_line(hunk, h->line));
		if (!f || span_equals(f->name, was))
			continue;
		h->sure = false;
		h->function = f->name;
		port_hunk_say(h, "%.*s is %.*s here", (int)was.len, was.at,
			      (int)f->name.len, f->name.at);
	}
}

void port_doubt(const struct doubt_scope *scope, struct port_result *r)
{
	doubt_functions(scope, r);
	doubt_names(scope, r);
}

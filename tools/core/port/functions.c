// SPDX-License-Identifier: GPL-2.0-only
/* The blocks of a file at its top level, by name. */
#include "core/port/functions.h"

#include <stdlib.h>

#include "core/source/function-name.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

/* A head goes on over so many lines at most. */
#define HEAD_LINES 12

/* True when line i begins a block, and not a declaration that goes on below. */
static bool opens(const struct port_lines *l, size_t i)
{
	struct span line = l->line[i].text;

	if (!func_is_head(line) || !func_name(line).len)
		return false;
	for (size_t k = i; k < l->nr && k < i + HEAD_LINES; k++) {
		line = l->line[k].text;
		if (func_line_ends(line, ';'))
			return false;
		if (func_line_ends(line, '{') || !line.len)
			return true;
	}
	return true;
}

/*
 * Behind a } at the left, and lines of the preprocessor, the block goes on: an
 * #ifdef chose between two ways to close one of its own.
 */
static bool goes_on(const struct port_lines *l, size_t i, size_t most)
{
	bool directive = false;

	for (; i < most; i++) {
		struct span line = l->line[i].text;

		if (directive || span_starts(line, "#"))
			directive = func_line_ends(line, '\\');
		else if (span_trim(line).len)
			return is_blank(line.at[0]);
	}
	return false;
}

/* The line behind the } that ends the block which begins at from. */
static size_t block_end(const struct port_lines *l, size_t from, size_t most)
{
	for (size_t i = from; i < most; i++)
		if (l->line[i].text.len && l->line[i].text.at[0] == '}' &&
		    !goes_on(l, i + 1, most))
			return i + 1;
	return most;
}

void port_functions_find(struct port_functions *f, const struct port_lines *l)
{
	size_t room = 0;

	*f = (struct port_functions){ 0 };
	for (size_t i = 0; i < l->nr; i++) {
		if (!opens(l, i))
			continue;
		f->function = grow_for_one(f->function, f->nr, &room,
					   sizeof(*f->function));
		f->function[f->nr++] = (struct port_function){
			func_name(l->line[i].text), i, 0
		};
	}
	for (size_t i = 0; i < f->nr; i++)
		f->function[i].end = block_end(l, f->function[i].from,
			i + 1 < f->nr ? f->function[i + 1].from : l->nr);
}

void port_functions_release(struct port_functions *f)
{
	free(f->function);
	*f = (struct port_functions){ 0 };
}

const struct port_function *port_function_at(const struct port_functions *f,
					     size_t at)
{
	for (size_t i = f->nr; i--;)
		if (f->function[i].from <= at)
			return at < f->function[i].end ? &f->function[i] : NULL;
	return NULL;
}

static bool is_alike(struct span a, struct span b)
{
	struct span bare = without_underscores(a);

	return bare.len && span_equals(bare, without_underscores(b));
}

/* True when a line at the top level of a file stands outside every function. */
static bool is_outside(struct span line)
{
	return func_is_head(line) && func_line_ends(line, ';');
}

/* An indented line is a sign of a function's body. */
static bool shows_body(const struct hunk *h)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != '+' && h->line[i].text.len &&
		    is_blank(h->line[i].text.at[0]))
			return true;
	return false;
}

/*
 * Behind the change, from line i on, a function or a comment begins at the top
 * level before any ends.
 */
static bool ends_outside(const struct hunk *h, size_t i)
{
	for (; i < h->nr; i++) {
		struct span line = h->line[i].text;

		if (h->line[i].kind == '+' && line.len && line.at[0] == '}')
			return true;
		if (h->line[i].kind == '+' || !line.len)
			continue;
		if (line.at[0] == '}')
			return false;
		if ((line.at[0] == '/' && h->line[i].kind == ' ') ||
		    func_is_head(line))
			return true;
	}
	return false;
}

struct span port_function_of(const struct hunk *h)
{
	static const struct span none = { "", 0 };
	struct span found = shows_body(h) ? h->func : none;
	size_t i;

	for (i = 0; i < h->nr && h->line[i].kind == ' '; i++) {
		struct span line = h->line[i].text;

		if (line.len && (line.at[0] == '}' || line.at[0] == '/' ||
				 is_outside(line)))
			found = none;
		else if (func_is_head(line) && !func_line_ends(line, ';'))
			found = line;
	}
	return ends_outside(h, i) ? none : found;
}

bool port_function_is_named(struct span line)
{
	return func_decides(line) && func_is_head(line) &&
	       memchr(line.at, '(', line.len);
}

bool port_function_is_twice(const struct port_functions *f, struct span line)
{
	struct span name = func_name(line);
	size_t nr = 0;

	for (size_t i = 0; i < f->nr; i++)
		nr += span_equals(f->function[i].name, name);
	return func_decides(line) && nr > 1;
}

const struct port_function *port_function_find(const struct port_functions *f,
					       struct span line)
{
	const struct port_function *found = NULL;
	struct span name = func_name(line);

	if (!func_decides(line))
		return NULL;
	for (int pass = 0; pass < 2 && !found; pass++)
		for (size_t i = 0; i < f->nr; i++) {
			struct span n = f->function[i].name;

			if (pass ? !is_alike(n, name) :
				   !span_equals(n, name))
				continue;
			if (found)
				return NULL;
			found = &f->function[i];
		}
	return found;
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_FUNCTIONS_H
#define CORE_PORT_FUNCTIONS_H

#include "core/merge/lines.h"
#include "core/patch/patch.h"

/* A function, struct or other block at the top level of a file. */
struct port_function {
	struct span name;	/* borrowed */
	/* its lines, the head's first to behind its } */
	size_t from, end;
};

struct port_functions {
	struct port_function *function;
	size_t nr;
};

/* Finds the blocks of a file, top to bottom. Declarations are none. */
void port_functions_find(struct port_functions *f, const struct port_lines *l);

/* Frees the list and leaves *f empty. */
void port_functions_release(struct port_functions *f);

/* The block that holds line index at; NULL between blocks. */
const struct port_function *port_function_at(const struct port_functions *f,
					     size_t at);

/*
 * The function that h's first change stands in, as the patch shows it: a line
 * of the hunk, or its @@ tail. Empty when the change stands outside functions.
 */
struct span port_function_of(const struct hunk *h);

/* True when line, a head or a tail, names a function: no struct, no label. */
bool port_function_is_named(struct span line);

/*
 * The only function with the name that line, a head or a tail, has; else the
 * only one whose name differs in underscores in front. NULL when there is none,
 * or several.
 */
const struct port_function *port_function_find(const struct port_functions *f,
					       struct span line);

/*
 * True when several functions have the name that line has, as those that an
 * #ifdef chooses between do.
 */
bool port_function_is_twice(const struct port_functions *f, struct span line);

#endif

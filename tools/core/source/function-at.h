/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_FUNCTION_AT_H
#define CORE_SOURCE_FUNCTION_AT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/source/lines.h"
#include "core/text/span.h"

/*
 * The last function line in front of the line that starts at; empty when there
 * is none.
 */
struct span func_before(struct span bytes, size_t at);

/*
 * The same for a text, which remembers the last answer: going down a file costs
 * its length once.
 */
struct span func_above(struct text *t, size_t at);

/*
 * True when the place that starts at lies within tail's function, or right
 * behind the same line.
 */
bool func_holds(struct text *t, size_t at, struct span tail);

/*
 * True when a function that tail names is in the file (its definition, not only
 * a declaration).
 */
bool func_exists(struct span bytes, struct span tail);

/* The same for a text, which may be asked often. */
bool func_is_in(struct text *t, struct span tail);

/*
 * The same by the rule of older versions of git, which passed over heads
 * without a type, as SYSCALL_DEFINE2(...).
 */
bool func_holds_for_old_git(struct text *t, size_t at, struct span tail);

/* True when the line that starts at lies in a function, in its head or body. */
bool func_encloses(struct text *t, size_t at);

/*
 * True when the line that starts at lies in another function than tail names,
 * in its head or in its body.
 */
bool func_outside(struct text *t, size_t at, struct span tail);

/*
 * True when tail's function is not in the file, and the place that starts at
 * lies in one whose name is like it: func_alike().
 */
bool func_is_renamed(struct text *t, size_t at, struct span tail);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_C_CODE_H
#define CORE_SOURCE_C_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/span.h"

/*
 * C as far as statements go, told from characters alone. Text to be asked about
 * went through ccode_blank() first; places are bytes into it.
 */

/*
 * Adds text to out with comments, strings, characters and preprocessor lines
 * made spaces; every byte keeps its place.
 */
void ccode_blank(struct span text, struct buf *out);

/* The same with the comments alone made spaces. */
void ccode_blank_comments(struct span text, struct buf *out);

/* The word (letters, digits, _) that begins at a place; empty if none does. */
struct span ccode_word(struct span code, size_t at);

/*
 * The first place from at on that is no white space; the length when there
 * is none.
 */
size_t ccode_next(struct span code, size_t at);

/*
 * One behind the bracket that closes the "(" at a place; the length when it is
 * not closed.
 */
size_t ccode_behind_bracket(struct span code, size_t at);

/*
 * True when a statement may begin at the place: what stands before it ends one,
 * opens a block, or is a head's ")" or else.
 */
bool ccode_begins(struct span code, size_t at, bool *headed);

/*
 * The end (one behind) of the statement that begins at a place, its else too; 0
 * when it cannot be told.
 */
size_t ccode_statement(struct span code, size_t at);

/*
 * The callee's name when what begins at the place is a call and nothing else,
 * "f(x);"; *end is one behind. Else empty.
 */
struct span ccode_call(struct span code, size_t at, size_t *end);

/*
 * True for a word that leaves the place: return, goto, break, continue; or
 * marks one: case, default.
 */
bool ccode_is_jump(struct span word);

/* True for a word that a condition in parentheses follows: if, while ... */
bool ccode_takes_condition(struct span word);

#endif

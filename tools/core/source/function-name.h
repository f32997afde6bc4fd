/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_FUNCTION_NAME_H
#define CORE_SOURCE_FUNCTION_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/*
 * Function lines as git diff and diff -p put them behind the second @@: the
 * last line in front of the hunk's first line (context included) that begins
 * with a letter, _ or $. git's own rule for C, which the kernel's
 * .gitattributes asks for, passes over labels ("out:").
 */

/*
 * A tail of at least this many bytes may have been cut: diff -p keeps 40,
 * less blanks.
 */
#define FUNC_CUT_MIN 36

/*
 * True for diff -p's rule, and git's where no language is set: line begins with
 * a letter, _ or $.
 */
bool func_is_plain(struct span line);

/*
 * True when line opens one of Kconfig's blocks, which have no braces: they
 * reach to the next one.
 */
bool func_is_kconfig(struct span line);

/* True when line ends in c, but for white space. */
bool func_line_ends(struct span line, char c);

/*
 * True when line opens a function or another block at the top level, by git's
 * rule for C.
 */
bool func_is_line(struct span line);

/*
 * The same, but for a label with a statement behind it, "again: x = 1;", which
 * opens nothing, whatever git makes of it.
 */
bool func_is_head(struct span line);

/*
 * True when a hunk's @@ tail and a function line name the same function: the
 * same text, the beginning of it (git cuts at 80 bytes, diff -p at 40), or the
 * same name with other arguments.
 */
bool func_same(struct span tail, struct span line);

/*
 * The name that a function line defines ("foo" of "int foo(void)"); empty when
 * there is none.
 */
struct span func_name(struct span line);

/*
 * True for "__releases(lock)", on a line of its own below the head that it is
 * of.
 */
bool func_is_annotation(struct span line);

/*
 * True when a tail can decide anything: it names a block, and is neither a
 * label nor a declaration.
 */
bool func_decides(struct span tail);

/* True when line opens the function that tail names; a declaration does not. */
bool func_defines(struct span line, struct span tail);

/* The name without the underscores that it begins with. */
struct span without_underscores(struct span name);

/*
 * How alike the names in two function lines are: 0 to 1000, by the words that
 * they share; 1000 when they differ at most in leading underscores.
 */
int func_likeness(struct span tail, struct span line);

/*
 * True when two names are the same but for leading underscores, or one has the
 * other's of several words with words in front or behind: map_files_get_link
 * and proc_map_files_get_link. take_x and drop_x are not alike.
 */
bool names_alike(struct span a, struct span b);

/* The same of the names in two function lines. */
bool func_alike(struct span tail, struct span line);

#endif

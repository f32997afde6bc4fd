/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_FUNCTION_NAME_H
#define CORE_SOURCE_FUNCTION_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/source/lines.h"
#include "core/text/span.h"

/*
 * Function lines as git diff and diff -p put them behind the second @@: the
 * last line in front of the hunk's first line (context included) that begins
 * with a letter, _ or $. git's own rule for C, which the kernel's
 * .gitattributes asks for, passes over labels ("out:").
 */

/* A tail of at least this many bytes may have been cut: diff -p keeps 40, less blanks. */
#define FUNC_CUT_MIN 36

/* True for diff -p's rule, and git's where no language is set: line begins with a letter, _ or $. */
bool func_is_plain(struct span line);

/* True when line opens one of Kconfig's blocks, which have no braces: they reach to the next one. */
bool func_is_kconfig(struct span line);

/* True when line ends in c, but for white space. */
bool func_line_ends(struct span line, char c);

/* True when line opens a function or another block at the top level, by git's rule for C. */
bool func_is_line(struct span line);

/* The last function line in front of the line that starts at; empty when there is none. */
struct span func_before(struct span bytes, size_t at);

/* The same for a text, which remembers the last answer: going down a file costs its length once. */
struct span func_above(struct text *t, size_t at);

/*
 * True when a hunk's @@ tail and a function line name the same function: the
 * same text, the beginning of it (git cuts at 80 bytes, diff -p at 40), or the
 * same name with other arguments.
 */
bool func_same(struct span tail, struct span line);

/* The name that a function line defines ("foo" of "int foo(void)"); empty when there is none. */
struct span func_name(struct span line);

/* True when a tail can decide anything: it names a block, and is neither a label nor a declaration. */
bool func_decides(struct span tail);

/* True when the place that starts at lies within tail's function, or right behind the same line. */
bool func_holds(struct text *t, size_t at, struct span tail);

/* True when line opens the function that tail names; a declaration does not. */
bool func_defines(struct span line, struct span tail);

/* True when a function that tail names is in the file (its definition, not only a declaration). */
bool func_exists(struct span bytes, struct span tail);

/* The same for a text, which may be asked often. */
bool func_is_in(struct text *t, struct span tail);

/* The same by the rule of older versions of git, which passed over heads without a type, as SYSCALL_DEFINE2(...). */
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

/*
 * True when two function lines have the same name but for leading underscores,
 * or one has the other's of several words with words in front or behind:
 * map_files_get_link and proc_map_files_get_link. take_x and drop_x are not alike.
 */
bool func_alike(struct span tail, struct span line);

#endif

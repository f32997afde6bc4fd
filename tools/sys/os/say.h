/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_SAY_H
#define SYS_OS_SAY_H

#include "core/text/span.h"

/*
 * All that the program prints goes through here; `make lint` refuses printf()
 * and the like elsewhere. What it says may hold words of patches, mails, trees
 * and guests: each byte that a terminal would obey becomes '?', as in
 * diag_plain().
 */

/* Says it on stdout; returns how many bytes that are. */
int say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Says it on stderr, all in one write. */
int notice(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Writes bytes to stdout as they are: a patch, a file, or a text that was made
 * safe before it got colours.
 */
void say_bytes(struct span bytes);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_TERMINAL_H
#define SYS_OS_TERMINAL_H

#include <stdbool.h>

#define COLOUR_WORDS	"auto always never"

/*
 * Takes the word of --color: always, never, auto (the default).
 * False for another one.
 */
bool terminal_set_colour(const char *when);

/*
 * True when colour is wanted on stdout: as --color says, else on a terminal
 * without NO_COLOR.
 */
bool terminal_wants_colour(void);

/* The columns: COLUMNS, else what the terminal says; 0 without a terminal. */
int terminal_width(void);

/* True when the locale's letters are UTF-8. */
bool terminal_is_utf8(void);

#endif

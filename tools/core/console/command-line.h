/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_COMMAND_LINE_H
#define CORE_CONSOLE_COMMAND_LINE_H

#include <stdbool.h>

#include "core/text/span.h"

/* The words behind "Kernel command line: "; false for another line. */
bool command_line_of(struct span line, struct span *words);

/*
 * Finds the first of the words asked for that the kernel's command line lacks:
 * it was built to take another one, or the console is of another boot. False
 * when it has all, or when the console may not show all of it.
 */
bool command_line_lacks(struct span words, const char *asked,
			struct span *word);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_PAGER_H
#define SYS_OS_PAGER_H

#include <stdbool.h>

/*
 * Shows what goes to stdout (and to stderr, on a terminal) by GIT_PAGER, else
 * PAGER, else less, which leaves at once what fits the screen. Nothing is done
 * where stdout is no terminal or the pager is "" or cat.
 */
void pager_start(void);

/* Waits until the user leaves it, if there is one. */
void pager_end(void);

/*
 * Shows a page by man(1), which looks into folder first when it is not NULL.
 * False when there is no such page, or no man.
 */
bool man_show(const char *page, const char *folder);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_UNFINISHED_H
#define SYS_BUILD_UNFINISHED_H

#include "core/text/diag.h"

/*
 * A make that is killed may leave half an object that is newer than its source,
 * which the next make takes for whole. So a mark stands in the folder of
 * objects while make runs: folder/.making.
 */

/*
 * Sets the mark. When one is there already, the last make did not end by
 * itself: what it wrote in its last minute is removed first. 0 or -1 and *why.
 */
int unfinished_mark(const char *folder, struct diag *why);

/* Takes the mark away: make has ended by itself. 0 or -1 and *why. */
int unfinished_clear(const char *folder, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_GUEST_LINE_H
#define CORE_CONSOLE_GUEST_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/span.h"

#define CONSOLE_LINE_MAX 8192	/* bytes looked at of a console line */

/* Copies line into room of size bytes, without control characters and terminal escape sequences, cut when it is longer. */
struct span guest_clean(struct span line, char *room, size_t size);

/*
 * Finds the guest's words, what follows "backport: ", in a cleaned line. They may stand after a
 * time stamp, or after a kernel line that they cut short; there a word of ours must follow.
 */
bool guest_find(struct span cleaned, struct span *guest);

/* The time in a stamp of OPAL firmware, "[    8.061259176,5] ", before the line; false when there is none. */
bool guest_firmware_ms(struct span cleaned, long *ms);

/* Cuts the next blank-separated word off *rest; empty at the end. */
struct span guest_word(struct span *rest);

/* Cuts the next key=value off *rest, value unquoted into *value; false when that is not what stands there. */
bool guest_pair(struct span *rest, struct span *key, struct buf *value);

#endif

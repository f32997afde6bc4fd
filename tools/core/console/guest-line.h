/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_GUEST_LINE_H
#define CORE_CONSOLE_GUEST_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/span.h"

#define CONSOLE_LINE_MAX 8192	/* bytes looked at of a console line */

/*
 * Copies line into room of size bytes, without control characters and terminal
 * escape sequences, cut when it is longer.
 */
struct span guest_clean(struct span line, char *room, size_t size);

/* What a cleaned console line holds of the guest. */
enum guest_found {
	GUEST_NOTHING,	/* a kernel's or firmware's line */
	GUEST_LINE,	/* a line of the guest: its seal says so */
	GUEST_GARBLED,	/* what looks like one, and is cut, garbled or forged */
};

/* A line of the guest, and what shares the console's line with it. */
struct guest_line {
	struct span before, words, after;
	long number;	/* from 1 */
};

/*
 * Looks for the first line of the guest in a cleaned console line. It may
 * stand behind a time stamp or a kernel's line that did not end.
 */
enum guest_found guest_read(struct span cleaned, const unsigned char *secret,
			    struct guest_line *l);

/* Asks whether a cleaned line looks like one of the guest, whoever made it. */
bool guest_like(struct span cleaned);

/*
 * The time in a stamp of OPAL firmware, "[    8.061259176,5] ", before the
 * line; false when there is none.
 */
bool guest_firmware_ms(struct span cleaned, long *ms);

/* Cuts the next blank-separated word off *rest; empty at the end. */
struct span guest_word(struct span *rest);

/*
 * Cuts the next key=value off *rest, value unquoted into *value; false when
 * that is not what stands there.
 */
bool guest_pair(struct span *rest, struct span *key, struct buf *value);

/* A key that a line takes: exactly one of number and text is set. */
struct guest_field {
	const char *key;
	long *number;
	char **text;	/* set to an owned string */
	bool needed, seen;
};

/*
 * Takes the pairs of rest into fields; other keys are allowed. False when the
 * grammar is broken, or, *missing then being its key, one that is needed is not
 * there.
 */
bool guest_fields(struct span rest, struct guest_field *fields, size_t nr,
		  const char **missing);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_DIAG_H
#define CORE_TEXT_DIAG_H

#include <stdbool.h>

/* Why something could not be carried out: where, and one sentence. */
struct diag {
	char path[512];	/* "" when no file is concerned */
	long lineno;	/* from 1; 0 when no line is concerned */
	int error;	/* errno of a call that failed; 0 when none did */
	char text[1024];
};

/*
 * Fills *why for path (may be NULL) and lineno (0: none); returns -1, so that a
 * caller can return it.
 */
int diag_set(struct diag *why, const char *path, long lineno,
	     const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/*
 * True when a call failed on something that is there: the fault is this
 * machine's.
 */
bool diag_is_of_machine(const struct diag *why);

/* Forgets what *why said. */
void diag_clear(struct diag *why);

/* Writes "path:lineno: text" into line, cut to size bytes; returns line. */
char *diag_line(const struct diag *why, char *line, unsigned long size);

/*
 * Puts ? for bytes that a terminal would obey, in place; tabs and line ends
 * stay. Returns line.
 */
char *diag_plain(char *line);

/* Where a sentence goes; the bytes are the caller's. */
struct sentence {
	char *at;
	unsigned long size;
};

/* Writes the sentence over what stands there, cut where the room ends. */
__attribute__((format(printf, 2, 3)))
void sentence_say(struct sentence s, const char *fmt, ...);

#endif

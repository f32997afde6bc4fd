/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_STRINGS_H
#define CORE_TEXT_STRINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/*
 * A growing array of owned strings: arguments of a program, paths. { 0 }
 * is empty.
 */
struct strings {
	/* NULL behind the last; NULL itself when nothing was added */
	char **at;
	size_t nr;
};

/* Adds a copy of s. */
void strings_add(struct strings *list, const char *s);

/* Adds formatted text. */
void strings_addf(struct strings *list, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds each word of text; one or more bytes of between separate words. */
void strings_split(struct strings *list, struct span text, const char *between);

/* Asks whether s is one of them. */
bool strings_have(const struct strings *list, const char *s);

/* Sorts by bytes. */
void strings_sort(struct strings *list);

/* Frees the contents and leaves *list empty. */
void strings_release(struct strings *list);

#endif

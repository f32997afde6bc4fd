/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_REASON_WORDS_H
#define CORE_COMPARE_REASON_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/* The words of a reason: what it names, and what it says became of it. */

enum says { SAYS_MISSING, SAYS_EXTRA, SAYS_MOVED };

/*
 * True when the text says so: "dropped", "not in 4.4"; "also"; "before". That
 * it did not apply, or has no conflict, says nothing.
 */
bool reason_says(struct span text, enum says what);

/* True when text has the word, not as a part of another one. */
bool reason_has_word(struct span text, struct span word);

/* True when a word of text begins so. */
bool reason_word_begins(struct span text, struct span begin);

/* True when text has the file's name, also behind a folder's. */
bool reason_has_path(struct span text, struct span name);

/* True when text has "hunk NR", or NR in "hunks 2, 3 and 5-7". */
bool reason_has_hunk(struct span text, size_t nr);

/* True for a number, a string, true, false and NULL. */
bool reason_is_value(struct span word);

/* True for a word of the kind that stands in "adjusted context for 4.4". */
bool reason_word_is_generic(struct span word);

/* True when text says no more than "adjusted context for 4.4". */
bool reason_is_generic(struct span text);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_WORDS_H
#define CORE_SOURCE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/buf.h"
#include "core/text/span.h"

/*
 * Source text as words: identifiers and numbers, operators a byte each, quoted
 * strings whole, and the white space between them.
 */
struct word {
	struct span text;	/* borrowed */
	bool space;		/* white space, newlines among it */
};

struct words {
	struct word *word;
	size_t nr;
};

/* Cuts text, which must outlive *w, into words. */
void words_split(struct words *w, struct span text);

/* Frees the list and leaves *w empty. */
void words_release(struct words *w);

/*
 * Lists the words of text that are no white space, the first most of them.
 * Returns how many; they are borrowed from text.
 */
size_t words_list(struct span text, struct span *word, size_t most);

/*
 * True when a and b are the same words but for white space, an operator of C
 * ("++") being one word. A line's end counts where it has a meaning: after //
 * and on lines that begin with #; so does a blank in "#define F (x)".
 */
bool words_equal_but_space(struct span a, struct span b);

/* Words without their order, for measuring likeness: sorted hashes. */
struct bag {
	uint32_t *hash;
	size_t nr;
};

/*
 * Adds text's words to *b ({ 0 } at first); words of different salts
 * never match.
 */
void bag_add(struct bag *b, struct span text, uint32_t salt);

/* Adds text's lines to *b as one word each, except braces and empty lines. */
void bag_add_lines(struct bag *b, struct span text);

/* Frees the contents and leaves *b empty. */
void bag_release(struct bag *b);

/* How much a and b share: 0 to 1000; 1000 when both are empty. */
int bag_alike(const struct bag *a, const struct bag *b);

/*
 * Adds b to out with what differs from a marked: [-gone-], {+come+}. Lines too
 * long for that (above 3000 words differing) are marked whole.
 */
void words_diff(struct buf *out, struct span a, struct span b);

#endif

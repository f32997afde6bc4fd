/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/* A file as lines: views into its bytes, which must outlive it. */
struct text_line {
	struct span text;	/* without the \n */
	uint32_t hash;
};

struct text {
	struct text_line *line;
	size_t nr;
	bool no_eol;	/* the last line has no \n */
};

/* Splits bytes into hashed lines; release with text_release(). */
void text_split(struct text *t, struct span bytes);

/* Frees the lines and leaves *t empty; the bytes stay the caller's. */
void text_release(struct text *t);

#endif

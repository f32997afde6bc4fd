/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_LINES_H
#define CORE_MERGE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/span.h"

/* A line of this weight or more may say by itself what a change is about. */
#define WEIGHT_TELLING 3

/* A line of source as the port compares it: white space does not count. */
struct port_line {
	struct span text;	/* without its \n; borrowed */
	struct span code;	/* without a comment behind it */
	uint64_t words;		/* one bit per word, by its hash */
	uint64_t hash;		/* of its words; equal lines have equal ones */
	/* how much a match of it says: 1 (a brace) to 8 */
	int weight;
};

struct port_lines {
	struct port_line *line;
	size_t nr, room;
};

/* Adds one line to *l ({ 0 } at first); text is borrowed. */
void port_lines_add(struct port_lines *l, struct span text);

/* Adds every line of text, which is borrowed. */
void port_lines_split(struct port_lines *l, struct span text);

/* Frees the list and leaves *l empty. */
void port_lines_release(struct port_lines *l);

/* True when both lines are the same words, comments behind them aside. */
bool port_line_same(const struct port_line *a, const struct port_line *b);

/* True for a line of a comment, as far as one can tell from the line alone. */
bool port_line_is_comment(struct span text);

/*
 * What a line that is one of many entries is about: the symbol of a select, the
 * macro of a #define, the left side of obj-$(X) += x.o. Empty for other lines.
 */
struct span port_line_key(struct span text);

/*
 * How much two lines share, 0 to 1000: twice their longest common subsequence
 * of words over the words of both. 0 as well when it is surely below 500.
 */
int port_line_likeness(const struct port_line *a, const struct port_line *b);

#endif

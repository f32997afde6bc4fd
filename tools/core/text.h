/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/* One line of a file: a view into its bytes. */
struct text_line {
	struct span text;	/* without the \n */
	uint32_t hash;
};

/*
 * A file as lines, its bytes borrowed. text_open() costs nothing: lines are
 * counted only as far as they are asked for. text_split() fills line and nr.
 */
struct text {
	struct span bytes;
	size_t mark_line, mark_at;	/* a line whose start is known: index and byte */
	size_t func_mark;	/* func_above()'s: a byte that starts a line, */
	struct span func;	/* and the function line above it */
	struct text_line *line;	/* after text_split() only */
	size_t nr;
	bool no_eol;	/* the last line has no \n */
};

/* Makes *t stand for bytes without looking at them; release with text_release(). */
void text_open(struct text *t, struct span bytes);

/* Splits bytes into hashed lines; release with text_release(). */
void text_split(struct text *t, struct span bytes);

/* Frees the lines and leaves *t empty; the bytes stay the caller's. */
void text_release(struct text *t);

/*
 * Finds the byte where the line of index line (from 0) starts. The index just
 * behind the last line is the end of the file. False when there are fewer lines.
 */
bool text_seek(struct text *t, size_t line, size_t *at);

/* The index of the line that holds the byte at (an index into the file, or its length). */
size_t text_line_of(struct text *t, size_t at);

/* How many lines the file has, a last one without \n included. */
size_t text_count(struct text *t);

/* Goes up lines from the line that starts at; stops at the first. Returns its start. */
size_t text_up(struct span bytes, size_t at, size_t lines);

/* How many \n stand in len bytes. */
size_t text_count_lf(const char *at, size_t len);

/* A line's hash: cheap, and equal for equal bytes. */
uint32_t text_hash(struct span line);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_LINES_H
#define CORE_SOURCE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/span.h"

/* One line of a file: a view into its bytes. */
struct text_line {
	struct span text;	/* without the \n */
	uint32_t hash;		/* hash_line() of it */
};

/* function-at.c's: a line that may open a function. */
struct func_line;

/*
 * function-at.c's: how far the body of the function at byte func was read, and
 * where a line with { and one with } begin.
 */
struct func_body {
	size_t func, to, open, close;
};

/*
 * A file as lines, its bytes borrowed. text_open() costs nothing: lines are
 * counted only as far as they are asked for. text_split() fills line and nr.
 * A text that is looked through again and again gets an index: text_indexed().
 */
struct text {
	struct span bytes;
	/* a line whose start is known: index and byte */
	size_t mark_line, mark_at;
	size_t count;		/* of lines; 0: not known yet */
	size_t spent;		/* bytes looked through again */
	size_t func_mark;	/* func_above()'s: a byte that starts a line, */
	struct span func;	/* and the function line above it */
	struct func_body body;
	struct text_line *line;	/* after text_split(), or when indexed */
	size_t nr;
	uint32_t *slot, *same;	/* when indexed: see text_same() */
	size_t mask;
	struct func_line *func_line;
	size_t func_lines;
	bool no_eol;	/* the last line has no \n */
};

/* Lines of a text: their indexes, ascending. */
struct text_lines {
	const uint32_t *line;
	size_t nr;
};

/*
 * Makes *t stand for bytes without looking at them; release
 * with text_release().
 */
void text_open(struct text *t, struct span bytes);

/* Splits bytes into hashed lines; release with text_release(). */
void text_split(struct text *t, struct span bytes);

/* Frees the lines and leaves *t empty; the bytes stay the caller's. */
void text_release(struct text *t);

/*
 * Finds the byte where the line of index line (from 0) starts. The index just
 * behind the last line is the end of the file. False when there are fewer
 * lines.
 */
bool text_seek(struct text *t, size_t line, size_t *at);

/*
 * The index of the line that holds the byte at (an index into the file, or
 * its length).
 */
size_t text_line_of(struct text *t, size_t at);

/* How many lines the file has, a last one without \n included. */
size_t text_count(struct text *t);

/*
 * Goes up lines from the line that starts at; stops at the first. Returns
 * its start.
 */
size_t text_up(struct span bytes, size_t at, size_t lines);

/* How many \n stand in len bytes. */
size_t text_count_lf(const char *at, size_t len);

/*
 * True when so much of t was looked through again that an index pays, which is
 * then built; all questions about t are cheap from there on, and their answers
 * the same.
 */
bool text_indexed(struct text *t);

/*
 * The lines of an indexed text that may have that hash: all that have it,
 * seldom others.
 */
struct text_lines text_same(const struct text *t, uint32_t hash);

#endif

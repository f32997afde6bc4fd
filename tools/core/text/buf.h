/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_BUF_H
#define CORE_TEXT_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "core/text/span.h"

/*
 * Growing bytes. at[len] is always NUL once anything was added, so text can be
 * handed to C functions. Running out of memory ends the program: there is no
 * sentence to say then.
 */
struct buf {
	char *at;
	size_t len, cap;
};

/* Makes *b empty; { 0 } does too. */
void buf_init(struct buf *b);

/* Frees the contents and leaves *b empty. */
void buf_release(struct buf *b);

/* Empties *b and keeps its room. */
void buf_clear(struct buf *b);

/* Makes room for extra more bytes and the closing NUL. */
void buf_grow(struct buf *b, size_t extra);

/* Adds len bytes. */
void buf_add(struct buf *b, const void *bytes, size_t len);

/* Adds a NUL-terminated string. */
void buf_adds(struct buf *b, const char *s);

/* Adds one byte. */
void buf_addc(struct buf *b, char c);

/* Adds formatted text. */
void buf_addf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

/* The contents as a borrowed span, good until *b next changes. */
static inline struct span buf_span(const struct buf *b)
{
	return (struct span){ b->at ? b->at : "", b->len };
}

/*
 * Hands the NUL-terminated contents to the caller, who frees them; *b is
 * empty after.
 */
char *buf_detach(struct buf *b);

/*
 * asprintf() and strdup() that end the program instead of failing; the caller
 * frees the string.
 */
char *xstrfmt(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *xstrdup(const char *s);

/* s as a string of its own, which the caller frees. */
char *span_copy(struct span s);

/*
 * realloc() for n items of size bytes that ends the program instead of failing.
 */
void *grow_array(void *items, size_t n, size_t size);

/*
 * The same for one more than nr items, where there is room for *room: twice as
 * much when it is full.
 */
void *grow_for_one(void *items, size_t nr, size_t *room, size_t size);

/* n items of size bytes, all 0; ends the program instead of failing. */
void *new_array(size_t n, size_t size);

#endif

// SPDX-License-Identifier: GPL-2.0-only
/* Growing bytes. */
#include "core/text/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void *grow_array(void *items, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		abort();
	items = realloc(items, n && size ? n * size : 1);
	if (!items)
		abort();
	return items;
}

void *grow_for_one(void *items, size_t nr, size_t *room, size_t size)
{
	if (nr < *room)
		return items;
	*room = *room ? 2 * *room : 16;
	return grow_array(items, *room, size);
}

void *new_array(size_t n, size_t size)
{
	void *items = calloc(n ? n : 1, size);

	if (!items)
		abort();
	return items;
}

void buf_init(struct buf *b)
{
	*b = (struct buf){ 0 };
}

void buf_release(struct buf *b)
{
	free(b->at);
	buf_init(b);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->at)
		b->at[0] = '\0';
}

void buf_grow(struct buf *b, size_t extra)
{
	size_t want;

	if (extra > SIZE_MAX / 2 - b->len)
		abort();
	want = b->len + extra + 1;
	if (want <= b->cap)
		return;
	b->cap = want < b->cap * 2 ? b->cap * 2 : want;
	b->at = grow_array(b->at, b->cap, 1);
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	buf_grow(b, len);
	if (len)
		memcpy(b->at + b->len, bytes, len);
	b->len += len;
	b->at[b->len] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	buf_grow(b, n);
	vsnprintf(b->at + b->len, n + 1, fmt, args);
	b->len += n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	buf_vaddf(b, fmt, args);
	va_end(args);
}

char *xstrfmt(const char *fmt, ...)
{
	va_list args;
	char *string;

	va_start(args, fmt);
	if (vasprintf(&string, fmt, args) < 0)
		abort();
	va_end(args);
	return string;
}

char *xstrdup(const char *s)
{
	return span_copy(span_of(s));
}

char *buf_detach(struct buf *b)
{
	char *at;

	buf_grow(b, 0);
	b->at[b->len] = '\0';
	at = b->at;
	buf_init(b);
	return at;
}

char *span_copy(struct span s)
{
	char *text = grow_array(NULL, s.len + 1, 1);

	if (s.len)
		memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	return text;
}

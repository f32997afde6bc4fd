// SPDX-License-Identifier: GPL-2.0-only
/* A file as lines: counted as far as needed, or split and hashed. */
#include "text.h"

#include <stdlib.h>

#include "buf.h"

#define LANES 16
#define STRIDE 4096

typedef unsigned char lanes __attribute__((vector_size(LANES)));

void text_open(struct text *t, struct span bytes)
{
	*t = (struct text){ .bytes = bytes, .func = { "", 0 } };
	t->no_eol = bytes.len && bytes.at[bytes.len - 1] != '\n';
}

uint32_t text_hash(struct span line)
{
	uint64_t h = line.len * 0x9e3779b97f4a7c15u, word;
	const char *p = line.at;
	size_t left = line.len;

	for (; left >= 8; left -= 8, p += 8) {
		memcpy(&word, p, 8);
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	word = 0;
	if (left)
		memcpy(&word, p, left);
	h = (h ^ word) * 0xff51afd7ed558ccdu;
	return h >> 32;
}

void text_split(struct text *t, struct span bytes)
{
	struct span rest = bytes, line;
	size_t room = bytes.len / 24 + 16;

	text_open(t, bytes);
	t->line = grow_array(NULL, room, sizeof(*t->line));
	while (span_line(&rest, &line)) {
		if (t->nr == room) {
			room *= 2;
			t->line = grow_array(t->line, room, sizeof(*t->line));
		}
		t->line[t->nr].text = line;
		t->line[t->nr++].hash = text_hash(line);
	}
}

void text_release(struct text *t)
{
	free(t->line);
	*t = (struct text){ 0 };
}

/* A line's share of a kernel file is some 30 bytes: comparing 16 at once beats a memchr() a line. */
size_t text_count_lf(const char *at, size_t len)
{
	lanes sum, some;
	size_t n = 0;

	while (len >= LANES) {
		sum = (lanes){ 0 };
		for (int i = 0; i < 255 && len >= LANES; i++) {
			memcpy(&some, at, LANES);
			sum -= (lanes)(some == '\n');
			at += LANES;
			len -= LANES;
		}
		for (int i = 0; i < LANES; i++)
			n += sum[i];
	}
	while (len--)
		n += *at++ == '\n';
	return n;
}

bool text_seek(struct text *t, size_t line, size_t *at)
{
	const char *lf;
	size_t piece, n;

	if (line < t->mark_line)
		t->mark_line = t->mark_at = 0;
	while (t->mark_line < line) {
		piece = t->bytes.len - t->mark_at;
		if (!piece)
			return false;
		if (piece > STRIDE)
			piece = STRIDE;
		n = text_count_lf(t->bytes.at + t->mark_at, piece);
		if (n >= line - t->mark_line || piece < STRIDE)
			break;
		/* the mark must stand at a line's start: go on behind the last \n of the piece */
		lf = memrchr(t->bytes.at + t->mark_at, '\n', piece);
		if (!lf)
			break;
		t->mark_at = lf - t->bytes.at + 1;
		t->mark_line += n;
	}
	while (t->mark_line < line) {
		piece = t->bytes.len - t->mark_at;
		if (!piece)
			return false;
		lf = memchr(t->bytes.at + t->mark_at, '\n', piece);
		t->mark_at = lf ? (size_t)(lf - t->bytes.at) + 1 : t->bytes.len;
		t->mark_line++;
	}
	*at = t->mark_at;
	return true;
}

size_t text_line_of(struct text *t, size_t at)
{
	size_t start, n;

	if (at > t->bytes.len)
		at = t->bytes.len;
	if (at < t->mark_at)
		t->mark_line = t->mark_at = 0;
	n = t->mark_line +
	    text_count_lf(t->bytes.at + t->mark_at, at - t->mark_at);
	if (at == t->bytes.len && t->no_eol)
		return n + (t->mark_at < at);
	start = text_up(t->bytes, at, 0);
	if (start >= t->mark_at) {
		t->mark_at = start;
		t->mark_line = n;
	}
	return n;
}

size_t text_count(struct text *t)
{
	return text_count_lf(t->bytes.at, t->bytes.len) + t->no_eol;
}

size_t text_up(struct span bytes, size_t at, size_t lines)
{
	const char *lf;

	for (;; lines--) {
		lf = at ? memrchr(bytes.at, '\n', at) : NULL;
		at = lf ? (size_t)(lf - bytes.at) + 1 : 0;
		if (!lines || !at)
			return at;
		at--;
	}
}

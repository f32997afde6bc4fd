// SPDX-License-Identifier: GPL-2.0-only
/* A file as lines: counted as far as needed, or split and hashed. */
#include "core/source/lines.h"

#include <stdlib.h>

#include "core/text/buf.h"
#include "core/text/hash.h"

#define LANES 16
#define STRIDE 4096

/*
 * An index costs about as much as looking through the text this often; small
 * texts never need one.
 */
#define INDEX_PAYS 16
#define INDEX_MIN 1000000

typedef unsigned char lanes __attribute__((vector_size(LANES)));

void text_open(struct text *t, struct span bytes)
{
	*t = (struct text){ .bytes = bytes, .func = { "", 0 } };
	t->no_eol = bytes.len && bytes.at[bytes.len - 1] != '\n';
}

static void split(struct text *t)
{
	struct span rest = t->bytes, line;
	size_t room = t->bytes.len / 24 + 16;

	t->line = grow_array(NULL, room, sizeof(*t->line));
	while (span_line(&rest, &line)) {
		if (t->nr == room) {
			room *= 2;
			t->line = grow_array(t->line, room, sizeof(*t->line));
		}
		t->line[t->nr].text = line;
		t->line[t->nr++].hash = hash_line(line);
	}
}

void text_split(struct text *t, struct span bytes)
{
	text_open(t, bytes);
	split(t);
}

/*
 * Sorts the lines by slot, by counting: slot[i] is then where those of slot i
 * begin in same.
 */
static void build_index(struct text *t)
{
	uint32_t sum = 0, n;

	if (!t->line)
		split(t);
	for (t->mask = 1; t->mask < t->nr; )
		t->mask *= 2;
	t->slot = new_array(t->mask + 1, sizeof(*t->slot));
	t->same = grow_array(NULL, t->nr + 1, sizeof(*t->same));
	t->mask--;
	for (size_t i = 0; i < t->nr; i++)
		t->slot[t->line[i].hash & t->mask]++;
	for (size_t i = 0; i <= t->mask; i++) {
		n = t->slot[i];
		t->slot[i] = sum;
		sum += n;
	}
	for (size_t i = 0; i < t->nr; i++)
		t->same[t->slot[t->line[i].hash & t->mask]++] = i;
	/* each slot has moved to where the next begins */
	memmove(t->slot + 1, t->slot, (t->mask + 1) * sizeof(*t->slot));
	t->slot[0] = 0;
}

bool text_indexed(struct text *t)
{
	if (!t->slot && t->spent > INDEX_MIN + INDEX_PAYS * t->bytes.len &&
	    t->bytes.len < UINT32_MAX)
		build_index(t);
	return t->slot;
}

struct text_lines text_same(const struct text *t, uint32_t hash)
{
	const uint32_t *slot = &t->slot[hash & t->mask];

	return (struct text_lines){ t->same + slot[0], slot[1] - slot[0] };
}

void text_release(struct text *t)
{
	free(t->line);
	free(t->slot);
	free(t->same);
	free(t->func_line);
	*t = (struct text){ 0 };
}

/*
 * A line's share of a kernel file is some 30 bytes: comparing 16 at once beats
 * a memchr() a line.
 */
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

/* Lines in front of the mark are counted from the first again. */
static void rewind_mark(struct text *t)
{
	t->spent += t->mark_at;
	t->mark_line = t->mark_at = 0;
}

static size_t start_of(const struct text *t, size_t line)
{
	return t->line[line].text.at - t->bytes.at;
}

/* text_line_of() for a text that is split. */
static size_t line_of(const struct text *t, size_t at)
{
	size_t lo = 0, hi = t->nr, mid;

	if (at == t->bytes.len)
		return t->nr;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (start_of(t, mid) <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

bool text_seek(struct text *t, size_t line, size_t *at)
{
	const char *lf;
	size_t piece, n;

	if (t->line) {
		*at = line < t->nr ? start_of(t, line) : t->bytes.len;
		return line <= t->nr;
	}
	if (line < t->mark_line)
		rewind_mark(t);
	while (t->mark_line < line) {
		piece = t->bytes.len - t->mark_at;
		if (!piece)
			return false;
		if (piece > STRIDE)
			piece = STRIDE;
		n = text_count_lf(t->bytes.at + t->mark_at, piece);
		if (n >= line - t->mark_line || piece < STRIDE)
			break;
		/*
		 * the mark must stand at a line's start: go on behind the last
		 * \n of the piece
		 */
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
	if (t->line)
		return line_of(t, at);
	if (at < t->mark_at)
		rewind_mark(t);
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
	if (!t->count)
		t->count = text_count_lf(t->bytes.at, t->bytes.len) + t->no_eol;
	return t->count;
}

/*
 * The start of at's line. In pieces, since a sanitizer looks at all that
 * memrchr() may read.
 */
static size_t line_start(struct span bytes, size_t at)
{
	const char *lf = NULL;
	size_t piece;

	while (at && !lf) {
		piece = at < STRIDE ? at : STRIDE;
		at -= piece;
		lf = memrchr(bytes.at + at, '\n', piece);
	}
	return lf ? (size_t)(lf - bytes.at) + 1 : 0;
}

size_t text_up(struct span bytes, size_t at, size_t lines)
{
	for (;; lines--) {
		at = line_start(bytes, at);
		if (!lines || !at)
			return at;
		at--;
	}
}

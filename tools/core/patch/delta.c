// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deltas between two versions of one object. A patch changes a few lines, so
 * looking a little way ahead from each difference is enough, and no index of
 * the whole is built.
 */
#include "core/patch/delta.h"

#include <stdint.h>

#define LOOK_AHEAD 64 /* lines searched on either side of a difference */
#define COPY_MAX	0xffff
#define INSERT_MAX	0x7f

struct delta {
	struct buf *out;
	size_t from, len;	/* the copy that is not yet written */
};

static void put_size(struct buf *out, size_t n)
{
	for (; n > 0x7f; n >>= 7)
		buf_addc(out, (char)(n | 0x80));
	buf_addc(out, (char)n);
}

static void put_copy(struct buf *out, size_t from, size_t len)
{
	unsigned char op[8];
	size_t n = 1;

	op[0] = 0x80;
	for (int i = 0; i < 4; i++)
		if (from >> (8 * i) & 0xff) {
			op[0] |= 1 << i;
			op[n++] = from >> (8 * i);
		}
	for (int i = 0; i < 2; i++)
		if (len >> (8 * i) & 0xff) {
			op[0] |= 0x10 << i;
			op[n++] = len >> (8 * i);
		}
	buf_add(out, op, n);
}

static void flush(struct delta *d)
{
	while (d->len) {
		size_t n = d->len < COPY_MAX ? d->len : COPY_MAX;

		put_copy(d->out, d->from, n);
		d->from += n;
		d->len -= n;
	}
}

static void copy(struct delta *d, size_t from, size_t len)
{
	if (d->len && d->from + d->len == from) {
		d->len += len;
		return;
	}
	flush(d);
	d->from = from;
	d->len = len;
}

static void insert(struct delta *d, const char *at, size_t len)
{
	if (len)
		flush(d);
	while (len) {
		size_t n = len < INSERT_MAX ? len : INSERT_MAX;

		buf_addc(d->out, (char)n);
		buf_add(d->out, at, n);
		at += n;
		len -= n;
	}
}

static void begin(struct delta *d, struct buf *out, size_t from, size_t to)
{
	*d = (struct delta){ .out = out };
	buf_clear(out);
	put_size(out, from);
	put_size(out, to);
}

/* How many bytes a and b have in common in front. */
static size_t common_front(struct span a, struct span b)
{
	size_t max = a.len < b.len ? a.len : b.len, n = 0;

	while (n + 256 <= max && !memcmp(a.at + n, b.at + n, 256))
		n += 256;
	while (n < max && a.at[n] == b.at[n])
		n++;
	return n;
}

static size_t common_back(struct span a, struct span b)
{
	size_t max = a.len < b.len ? a.len : b.len, n = 0;
	const char *x = a.at + a.len, *y = b.at + b.len;

	while (n + 256 <= max && !memcmp(x - n - 256, y - n - 256, 256))
		n += 256;
	while (n < max && x[-1 - (ptrdiff_t)n] == y[-1 - (ptrdiff_t)n])
		n++;
	return n;
}

/* Cuts up to LOOK_AHEAD lines off s. */
static size_t cut(struct span s, struct span *line)
{
	size_t nr = 0;

	while (nr < LOOK_AHEAD && s.len) {
		const char *lf = memchr(s.at, '\n', s.len);
		size_t len = lf ? (size_t)(lf - s.at) + 1 : s.len;

		line[nr++] = (struct span){ s.at, len };
		s = span_skip(s, len);
	}
	return nr;
}

/*
 * Finds the nearest place where both go on alike; the bytes to step over on
 * either side.
 */
static bool meet(struct span a, struct span b, size_t *skip_a, size_t *skip_b)
{
	struct span x[LOOK_AHEAD], y[LOOK_AHEAD];
	size_t nx = cut(a, x), ny = cut(b, y);

	for (size_t sum = 1; sum < nx + ny; sum++)
		for (size_t i = 0; i <= sum; i++) {
			size_t j = sum - i;

			if (i >= nx || j >= ny || x[i].len < 3 ||
			    !span_equals(x[i], y[j]))
				continue;
			*skip_a = x[i].at - a.at;
			*skip_b = y[j].at - b.at;
			return true;
		}
	return false;
}

void delta_lines(struct buf *out, struct span from, struct span to)
{
	size_t back = 0, i = 0, j = 0, skip_i, skip_j;
	struct delta d;

	begin(&d, out, from.len, to.len);
	i = j = common_front(from, to);
	copy(&d, 0, i);
	back = common_back(span_skip(from, i), span_skip(to, j));
	while (j < to.len - back) {
		struct span a = { from.at + i, from.len - back - i };
		struct span b = { to.at + j, to.len - back - j };
		size_t same = common_front(a, b);

		copy(&d, i, same);
		i += same;
		j += same;
		a = span_skip(a, same);
		b = span_skip(b, same);
		if (!b.len)
			break;
		if (!meet(a, b, &skip_i, &skip_j)) {
			insert(&d, b.at, b.len);
			break;
		}
		insert(&d, b.at, skip_j);
		i += skip_i;
		j += skip_j;
	}
	copy(&d, from.len - back, back);
	flush(&d);
}

/*
 * The first entry of a tree's bytes: "<mode> <name>\0<20 bytes>"; all of s if
 * it is torn.
 */
static struct span entry(struct span s)
{
	const char *nul = memchr(s.at, '\0', s.len);
	size_t len = nul ? (size_t)(nul - s.at) + 21 : s.len;

	return (struct span){ s.at, len < s.len ? len : s.len };
}

static const char *entry_name(struct span e)
{
	const char *space = memchr(e.at, ' ', e.len);

	return space ? space + 1 : e.at;
}

void delta_entries(struct buf *out, struct span from, struct span to)
{
	struct span a = from, b = to;
	struct delta d;

	begin(&d, out, from.len, to.len);
	while (b.len) {
		struct span x = entry(a.len ? a : b), y = entry(b);
		int order = -1;

		if (a.len && span_equals(x, y)) {
			copy(&d, x.at - from.at, x.len);
			a = span_skip(a, x.len);
			b = span_skip(b, y.len);
			continue;
		}
		/*
		 * Any order gives a right delta; names alone give a small one.
		 */
		if (a.len)
			order = strcmp(entry_name(y), entry_name(x));
		if (order >= 0 && a.len)
			a = span_skip(a, x.len);
		if (order > 0)
			continue;
		insert(&d, y.at, y.len);
		b = span_skip(b, y.len);
	}
	flush(&d);
}

// SPDX-License-Identifier: GPL-2.0-only
/* "GIT binary patch": base85 lines that hold a deflated literal or delta. */
#include "core/patch/binary.h"

#include <stdint.h>
#include <zlib.h>

#include "core/text/ascii.h"

size_t base85_line_size(char c)
{
	if (is_upper(c))
		return c - 'A' + 1;
	if (is_lower(c))
		return c - 'a' + 27;
	return 0;
}

/* The value of a base85 digit (git's alphabet), -1 for any other byte. */
static int digit(char c)
{
	static const char alphabet[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
	const char *found = c ? strchr(alphabet, c) : NULL;

	return found ? (int)(found - alphabet) : -1;
}

/* Five digits to four bytes. */
static bool decode_group(const char *s, unsigned char bytes[4])
{
	uint64_t v = 0;

	for (int i = 0; i < 5; i++) {
		int d = digit(s[i]);

		if (d < 0)
			return false;
		v = v * 85 + d;
	}
	if (v > UINT32_MAX)
		return false;
	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(v >> (24 - 8 * i));
	return true;
}

/*
 * The lines of a half, checked for their shape when parsed, as deflated bytes.
 */
static bool decode_lines(struct span lines, struct buf *deflated)
{
	struct span line;

	while (span_line(&lines, &line)) {
		size_t n = base85_line_size(line.at[0]);

		for (size_t at = 1; n; at += 5) {
			unsigned char bytes[4];
			size_t take = n < 4 ? n : 4;

			if (!decode_group(line.at + at, bytes))
				return false;
			buf_add(deflated, bytes, take);
			n -= take;
		}
	}
	return true;
}

/*
 * Inflates to exactly size bytes; grows as data come, not as they are promised.
 */
static bool inflate_all(struct span in, size_t size, struct buf *out)
{
	z_stream z = { .next_in = (unsigned char *)in.at,
		       .avail_in = (uInt)in.len };
	int ret = Z_OK;

	if (inflateInit(&z) != Z_OK)
		return false;
	while (ret == Z_OK && out->len <= size) {
		size_t room = out->len < 4096 ? 4096 : out->len;

		/*
		 * One byte more than is wanted, so that too many are noticed.
		 */
		if (room > size + 1 - out->len)
			room = size + 1 - out->len;
		buf_grow(out, room);
		z.next_out = (unsigned char *)out->at + out->len;
		z.avail_out = (uInt)room;
		ret = inflate(&z, Z_NO_FLUSH);
		out->len += room - z.avail_out;
		out->at[out->len] = '\0';
		if (ret == Z_OK && z.avail_out == room && !z.avail_in)
			break;
	}
	inflateEnd(&z);
	return ret == Z_STREAM_END && out->len == size;
}

/* A size in a delta's head: seven bits a byte, the lowest first. */
static bool delta_size(struct span *d, size_t *size)
{
	int shift = 0;
	unsigned char c;

	*size = 0;
	do {
		if (!d->len || shift > 28)
			return false;
		c = (unsigned char)d->at[0];
		*size |= (size_t)(c & 0x7f) << shift;
		shift += 7;
		*d = span_skip(*d, 1);
	} while (c & 0x80);
	return true;
}

/* The copy command's operands: the bits of op tell which bytes follow. */
static bool delta_operands(struct span *d, unsigned char op, size_t *at,
			   size_t *len)
{
	size_t *const field[] = { at, at, at, at, len, len, len };

	*at = *len = 0;
	for (int i = 0; i < 7; i++) {
		if (!(op & (1 << i)))
			continue;
		if (!d->len)
			return false;
		*field[i] |= (size_t)(unsigned char)d->at[0]
			     << (8 * (i < 4 ? i : i - 4));
		*d = span_skip(*d, 1);
	}
	if (!*len)
		*len = 0x10000;
	return true;
}

static bool delta_apply(struct span d, struct span preimage, struct buf *out)
{
	size_t old_size, new_size, at, len;

	if (!delta_size(&d, &old_size) || !delta_size(&d, &new_size) ||
	    old_size != preimage.len || new_size > BINARY_SIZE_MAX)
		return false;
	while (d.len) {
		unsigned char op = (unsigned char)d.at[0];

		d = span_skip(d, 1);
		if (op & 0x80) {
			if (!delta_operands(&d, op, &at, &len) ||
			    at > preimage.len || len > preimage.len - at ||
			    len > new_size - out->len)
				return false;
			buf_add(out, preimage.at + at, len);
			continue;
		}
		if (!op || op > d.len || op > new_size - out->len)
			return false;
		buf_add(out, d.at, op);
		d = span_skip(d, op);
	}
	return out->len == new_size;
}

int binary_apply(const struct binary *b, struct span preimage,
		 struct buf *out, const char *path, struct diag *why)
{
	struct buf deflated = { 0 }, delta = { 0 };
	struct buf *bytes = b->method == BINARY_DELTA ? &delta : out;
	int ret = 0;

	buf_clear(out);
	if (b->method == BINARY_NONE && b->lineno)
		ret = diag_set(why, path, b->lineno, "a binary change without its bytes; make the patch with git diff --binary");
	else if (b->method == BINARY_NONE)
		ret = diag_set(why, path, b->lineno, "the binary patch lacks its reverse half, so it can't be reversed; make it with git diff --binary");
	else if (!decode_lines(b->lines, &deflated) ||
		 !inflate_all(buf_span(&deflated), b->size, bytes))
		ret = diag_set(why, path, b->lineno, "the binary patch's data are damaged or truncated; fetch the patch again");
	else if (b->method == BINARY_DELTA &&
		 !delta_apply(buf_span(&delta), preimage, out))
		ret = diag_set(why, path, b->lineno, "the binary delta was made for another file than the one that is there, or is damaged");
	if (ret)
		buf_clear(out);
	buf_release(&deflated);
	buf_release(&delta);
	return ret;
}

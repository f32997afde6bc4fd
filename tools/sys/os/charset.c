// SPDX-License-Identifier: GPL-2.0-only
/* Character sets, which the C library keeps in files. */
#include "sys/os/charset.h"

#include <errno.h>
#include <iconv.h>

bool charset_to_utf8(struct span s, const char *charset, struct buf *out)
{
	char *in = (char *)s.at, *to;
	size_t in_left = s.len, before = out->len, room, n;
	iconv_t cd = iconv_open("UTF-8", charset);

	if (cd == (iconv_t)-1)
		return false;
	do {
		buf_grow(out, in_left * 2 + 16);
		room = out->cap - out->len - 1;
		to = out->at + out->len;
		n = iconv(cd, &in, &in_left, &to, &room);
		out->len = to - out->at;
		out->at[out->len] = '\0';
	} while (n == (size_t)-1 && errno == E2BIG);
	iconv_close(cd);
	if (n == (size_t)-1)
		out->len = before;
	return n != (size_t)-1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* One line of the guest: found on the console, cut into words and pairs. */
#include "core/console/guest-line.h"

#include <stdio.h>

#include "core/console/complaint.h"

#define GUEST	"backport: "

struct span guest_clean(struct span line, char *room, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len && n < size; i++) {
		unsigned char ch = line.at[i];

		if (ch == 0x1b && i + 1 < line.len && line.at[++i] == '[') {
			while (i + 1 < line.len &&
			       (unsigned char)line.at[i + 1] < 0x40)
				i++;
			i++;
		} else if (ch >= ' ' && ch != 0x7f) {
			room[n++] = ch;
		} else if (ch == '\t') {
			room[n++] = ' ';
		}
	}
	return (struct span){ room, n };
}

static bool known_word(struct span s)
{
	return span_starts(s, "start ") || span_starts(s, "step ") ||
	       span_starts(s, "result ") ||
	       span_equals(span_trim(s), span_of("end"));
}

bool guest_find(struct span line, struct span *guest)
{
	struct span text = complaint_text(line);
	const size_t len = strlen(GUEST);
	const char *at;

	if (span_starts(text, GUEST)) {
		*guest = span_trim(span_skip(text, len));
		return true;
	}
	while ((at = memmem(text.at, text.len, GUEST, len))) {
		text = span_skip(text, at - text.at + len);
		if (known_word(text)) {
			*guest = span_trim(text);
			return true;
		}
	}
	return false;
}

bool guest_firmware_ms(struct span line, long *ms)
{
	long s, ns, level;
	char text[32];
	int n = 0;

	snprintf(text, sizeof(text), "%.*s", (int)line.len, line.at);
	if (sscanf(text, "[%6ld.%9ld,%1ld]%n", &s, &ns, &level, &n) != 3 || !n ||
	    s < 0 || ns < 0)
		return false;
	*ms = s * 1000 + ns / 1000000;
	return true;
}

struct span guest_word(struct span *rest)
{
	const char *blank = memchr(rest->at, ' ', rest->len);
	size_t len = blank ? (size_t)(blank - rest->at) : rest->len;
	struct span word = { rest->at, len };

	*rest = span_trim(span_skip(*rest, len));
	return word;
}

bool guest_pair(struct span *rest, struct span *key, struct buf *value)
{
	const char *equals = memchr(rest->at, '=', rest->len);
	struct span word;
	size_t i;

	buf_clear(value);
	if (!equals || equals == rest->at)
		return false;
	*key = (struct span){ rest->at, equals - rest->at };
	if (memchr(key->at, ' ', key->len))
		return false;
	*rest = span_skip(*rest, key->len + 1);
	if (!rest->len || rest->at[0] != '"') {
		word = guest_word(rest);
		buf_add(value, word.at, word.len);
		return !memchr(word.at, '"', word.len);
	}
	for (i = 1; i < rest->len && rest->at[i] != '"'; i++) {
		if (rest->at[i] == '\\' && ++i == rest->len)
			return false;
		buf_addc(value, rest->at[i]);
	}
	if (i >= rest->len || (i + 1 < rest->len && rest->at[i + 1] != ' '))
		return false;
	*rest = span_trim(span_skip(*rest, i + 1));
	return true;
}

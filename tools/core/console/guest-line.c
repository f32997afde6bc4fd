// SPDX-License-Identifier: GPL-2.0-only
/* One line of the guest: found on the console, cut into words and pairs. */
#include "core/console/guest-line.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text/ascii.h"
#include "guest/seal.h"

#define GUEST	"backport: "
#define TRIES_MAX	32	/* of beginnings and seals in a line */

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

/* Cuts a number and the blank behind it off *rest. */
static bool take_number(struct span *rest, long *number)
{
	size_t n = 0;

	for (*number = 0; n < rest->len && n < 9 && rest->at[n] >= '0' &&
	     rest->at[n] <= '9'; n++)
		*number = *number * 10 + rest->at[n] - '0';
	if (!n || n == rest->len || rest->at[n] != ' ')
		return false;
	*rest = span_skip(*rest, n + 1);
	return true;
}

static bool is_known(struct span text)
{
	return span_starts(text, "start ") || span_starts(text, "step ") ||
	       span_starts(text, "result ") || span_starts(text, "end");
}

/* Asks whether the text, up to that byte, is followed by its seal. */
static bool is_sealed(struct span text, size_t at, const unsigned char *secret)
{
	char want[SEAL_LEN + 1];

	snprintf(want, sizeof(want), SEAL_FORMAT,
		 (unsigned long long)seal(secret, text.at, at));
	return !memcmp(text.at + at, want, SEAL_LEN);
}

/*
 * Finds where the words end; the reason of a step may hold " mac=" too. *left
 * is how many seals may still be tried: each is made over all that stands
 * before it.
 */
static bool find_seal(struct span text, const unsigned char *secret, int *left,
		      size_t *at)
{
	const size_t mark = strlen(SEAL_MARK), digits = SEAL_LEN - mark;
	struct span rest = text;
	const char *mac;

	while (*left && (mac = span_find(rest, SEAL_MARK))) {
		*at = mac - text.at;
		rest = span_skip(text, *at + mark);
		if (span_hex(rest) < digits)
			continue;
		--*left;
		if (is_sealed(text, *at, secret))
			return true;
	}
	return false;
}

enum guest_found guest_read(struct span line, const unsigned char *secret,
			    struct guest_line *l)
{
	enum guest_found found = GUEST_NOTHING;
	struct span text = line, words;
	int left = TRIES_MAX;
	const char *mark;
	size_t at;

	while (left && (mark = span_find(text, GUEST))) {
		text = span_skip(text, mark - text.at + strlen(GUEST));
		words = text;
		if (!take_number(&words, &l->number))
			continue;
		left--;
		if (find_seal(text, secret, &left, &at)) {
			l->before = (struct span){ line.at, mark - line.at };
			words.len -= text.len - at;
			l->words = span_trim(words);
			l->after = span_skip(text, at + SEAL_LEN);
			return GUEST_LINE;
		}
		if (is_known(words))
			found = GUEST_GARBLED;
	}
	return left ? found : GUEST_GARBLED;
}

bool guest_like(struct span line)
{
	const char *mark = span_find(line, GUEST);
	long number;

	if (!mark)
		return false;
	line = span_skip(line, mark - line.at + strlen(GUEST));
	take_number(&line, &number);
	return is_known(line);
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

static bool number(const struct buf *value, long *n)
{
	char *end;

	if (!value->len || !is_digit(value->at[0]) ||
	    value->len > 10)
		return false;
	*n = strtol(value->at, &end, 10);
	return !*end;
}

bool guest_fields(struct span rest, struct guest_field *fields, size_t nr,
		  const char **missing)
{
	struct buf value = { 0 };
	struct span key;
	bool good = true;

	*missing = NULL;
	while (good && rest.len) {
		good = guest_pair(&rest, &key, &value);
		for (size_t i = 0; good && i < nr; i++) {
			struct guest_field *f = &fields[i];

			if (!span_is(key, f->key))
				continue;
			good = !f->seen &&
			       (!f->number || number(&value, f->number));
			f->seen = true;
			if (good && f->text)
				*f->text = buf_detach(&value);
		}
	}
	for (size_t i = 0; good && i < nr; i++) {
		if (fields[i].needed && !fields[i].seen) {
			*missing = fields[i].key;
			good = false;
		}
	}
	buf_release(&value);
	return good;
}

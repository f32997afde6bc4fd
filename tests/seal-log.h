/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The consoles of the tests say what a guest says without its numbers and
 * seals, so that they can be read and edited: here they get them.
 */
#ifndef SEAL_LOG_H
#define SEAL_LOG_H

#include <stdio.h>
#include <string.h>

#include "core/console/console.h"
#include "core/console/guest-line.h"
#include "core/text/buf.h"

#define SEAL_LOG_MARK	"backport: "

/* Where the guest's text begins in a line; NULL: it has none. */
static inline const char *seal_log_find(struct span line)
{
	static const char *const word[] = { "start ", "step ", "result ",
					    "said ", "busy ", "end", "hello" };
	const char *at = line.at;

	while ((at = memmem(at, line.at + line.len - at, SEAL_LOG_MARK,
			    strlen(SEAL_LOG_MARK)))) {
		at += strlen(SEAL_LOG_MARK);
		for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
			if (span_starts(span_skip(line, at - line.at), word[i]))
				return at;
	}
	return NULL;
}

/* What of the line stands before an escape sequence or a CR at its end. */
static inline struct span seal_log_body(struct span line)
{
	size_t n = line.len;

	while (n && (line.at[n - 1] == '\r' || line.at[n - 1] == ' '))
		n--;
	for (size_t i = n; i-- > 0 && i + 8 > n;)
		if (line.at[i] == 0x1b && i)
			n = i;
	return (struct span){ line.at, n };
}

/* Adds the log to out, each line of the guest with its number and seal. */
static inline void seal_log(struct buf *out, struct span log,
			    const unsigned char *secret)
{
	struct span rest = log, line;
	long number = 0;

	while (span_line(&rest, &line)) {
		struct span body = seal_log_body(line), words, clean;
		const char *at = seal_log_find(body);
		bool ended = rest.at > line.at + line.len;
		struct buf said = { 0 };
		char room[CONSOLE_LINE_MAX];

		words = at ? span_skip(body, at - body.at) : body;
		if (!at || (!ended && !span_equals(words, span_of("end")))) {
			buf_add(out, line.at, line.len + ended);
			continue;
		}
		buf_add(out, line.at, at - line.at);
		buf_addf(&said, "%ld ", ++number);
		buf_add(&said, words.at, words.len);
		buf_add(out, said.at, said.len);
		clean = guest_clean(buf_span(&said), room, sizeof(room));
		buf_addf(out, SEAL_FORMAT, (unsigned long long)
			 seal(secret, clean.at, clean.len));
		buf_add(out, body.at + body.len,
			line.len - body.len + ended);
		buf_release(&said);
	}
}

#endif

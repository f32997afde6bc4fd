// SPDX-License-Identifier: GPL-2.0-only
/* Complaints of a starting kernel, without what differs from boot to boot. */
#include "core/verdict/early.h"

#include "core/text/ascii.h"
#include "core/text/buf.h"

#define ADDRESS_MIN	8	/* hex digits that are none of a word */

/* Asks whether a word is a number: 12, 0x1f, ffffffffabcdefab. */
static bool is_number(struct span word)
{
	bool digit = false;
	size_t from = span_starts(word, "0x") ? 2 : 0;

	for (size_t i = from; i < word.len; i++) {
		if (!is_hex(word.at[i]))
			return false;
		digit |= is_digit(word.at[i]);
	}
	return digit || word.len >= ADDRESS_MIN;
}

static void without_numbers(struct span text, struct buf *out)
{
	while (text.len) {
		struct span word = { text.at, 0 };

		while (word.len < text.len && is_word(text.at[word.len]))
			word.len++;
		if (!word.len)
			buf_addc(out, text.at[0]);
		else if (is_number(word))
			buf_addc(out, '#');
		else
			buf_add(out, word.at, word.len);
		text = span_skip(text, word.len ? word.len : 1);
	}
}

/* Linux 6.19 names the process behind it, which may be any worker. */
static struct span without_process(struct span text)
{
	const char *at = span_find(text, ", CPU#");

	return at ? (struct span){ text.at, (size_t)(at - text.at) } : text;
}

void early_add(struct strings *texts, const struct complaints *c)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < c->nr_early && i < COMPLAINTS_MAX; i++) {
		buf_clear(&text);
		buf_adds(&text, "");
		without_numbers(without_process(complaint_text(c->early[i])),
				&text);
		if (!strings_have(texts, text.at))
			strings_add(texts, text.at);
	}
	buf_release(&text);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The header of a variant. */
#include "core/port/header.h"

#include "core/text/ascii.h"

/* "From 0123...", "Subject: x": what a mail begins with. */
static bool is_field(struct span line)
{
	size_t i = 0;

	if (span_starts(line, "From "))
		return true;
	while (i < line.len && (is_letter_or_digit(line.at[i]) ||
				line.at[i] == '-'))
		i++;
	return i && i < line.len && line.at[i] == ':';
}

/*
 * Where the message begins, behind a mail's fields and the empty line that ends
 * them.
 */
static size_t message_at(struct span text)
{
	struct span rest = text, line;
	bool fields = false;

	while (span_line(&rest, &line)) {
		if (!line.len && fields)
			return text.len - rest.len;
		if (!is_field(line) && !(fields && is_blank(line.at[0])))
			return 0;
		fields = true;
	}
	return fields ? text.len : 0;
}

/* Where the last sign-off begins; the end of the text when there is none. */
static size_t sign_off_at(struct span text, size_t from)
{
	struct span rest = span_skip(text, from), line;
	size_t at = from, found = text.len;

	while (span_line(&rest, &line)) {
		if (span_starts(line, "Signed-off-by:"))
			found = at;
		at = text.len - rest.len;
	}
	return found;
}

void port_header_write(const struct port_header *h, struct buf *out)
{
	size_t message = message_at(h->text);
	size_t note = sign_off_at(h->text, message);

	buf_add(out, h->text.at, message);
	if (message == h->text.len && message)
		buf_addc(out, '\n');
	if (h->upstream)
		buf_addf(out, "commit %s upstream.\n\n", h->upstream);
	buf_add(out, h->text.at + message, note - message);
	buf_add(out, h->notes.at, h->notes.len);
	buf_add(out, h->text.at + note, h->text.len - note);
}

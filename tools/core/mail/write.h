/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_WRITE_H
#define CORE_MAIL_WRITE_H

#include "core/mail/address.h"
#include "core/text/buf.h"
#include "core/text/span.h"

/* Mails, written: what mail.h reads. */

/*
 * Adds a header field of text: encoded when it is not ASCII (RFC 2047), folded
 * (RFC 5322). text is UTF-8.
 */
void letter_field(struct buf *out, const char *field, const char *text);

/* Adds a header field of addresses, one a line; nothing when there is none. */
void letter_addresses(struct buf *out, const char *field,
		      const struct addresses *a);

/* Adds a Date: field, as RFC 5322 has it. */
void letter_date(struct buf *out, long long when, int zone_min);

/*
 * Adds the fields that say how the body is encoded, the empty line and the body
 * (UTF-8, lines ended by LF). It goes as it is, unless mail would damage it
 * (CR, lines above 998 bytes, lines that begin with "From "): then in
 * quoted-printable. Ends in an empty line, as an mbox wants.
 */
void letter_body(struct buf *out, struct span body);

#endif

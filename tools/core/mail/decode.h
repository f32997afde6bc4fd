/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_DECODE_H
#define CORE_MAIL_DECODE_H

#include <stdbool.h>

#include "core/text/buf.h"

/*
 * Adds s, which is in charset, to out as UTF-8; false, out as it was, when the
 * charset is not known or s is not in it.
 */
typedef bool charset_fn(struct span s, const char *charset, struct buf *out);

/*
 * Adds s decoded to out. In a header (RFC 2047) _ is a space
 * in quoted-printable.
 */
void decode_qp(struct span s, bool header, struct buf *out);
void decode_base64(struct span s, struct buf *out);

/*
 * As charset_fn. UTF-8, ASCII and ISO-8859-1 are known here, others to other,
 * which may be NULL.
 */
bool decode_charset(struct span s, const char *charset, charset_fn *other,
		    struct buf *out);

/*
 * Adds a header's value to out with its RFC 2047 words decoded. False, out as
 * it was, when one is damaged or in an unknown charset.
 */
bool decode_header(struct span s, charset_fn *other, struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_ESCAPE_H
#define CORE_REPORT_ESCAPE_H

#include "core/text/buf.h"
#include "core/text/span.h"

/*
 * Adds text of any bytes to XML or HTML, as element content or inside a quoted
 * attribute: what means something is escaped, what neither may hold (control
 * characters, bytes that are not UTF-8) becomes U+FFFD.
 */
void markup_add(struct buf *out, struct span text);

/* The same of a string; NULL adds nothing. */
void markup_adds(struct buf *out, const char *text);

/*
 * Adds a path as a relative URL, everything escaped but letters, digits
 * and -._~/
 */
void markup_add_url(struct buf *out, const char *path);

/*
 * Adds words as the id of an element: letters, digits, - and . stay, the rest
 * becomes _
 */
void markup_add_id(struct buf *out, const char *words);

#endif

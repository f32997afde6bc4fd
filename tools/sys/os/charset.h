/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_CHARSET_H
#define SYS_OS_CHARSET_H

#include <stdbool.h>

#include "core/text/buf.h"

/*
 * Adds s, which is in charset, to out as UTF-8, by iconv: what core/mail wants
 * as a charset_fn.
 */
bool charset_to_utf8(struct span s, const char *charset, struct buf *out);

#endif

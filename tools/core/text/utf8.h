/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_UTF8_H
#define CORE_TEXT_UTF8_H

#include "core/text/buf.h"

/*
 * Bytes of the UTF-8 character that s, which is not empty, begins with; 0 when
 * there is none, or one that shows nothing and may be obeyed: a control
 * character (C1's too) but tab and line end, half of a pair.
 */
size_t utf8_character(struct span s);

/*
 * Adds text for a terminal: '?' for each byte of no such character, a blank for
 * tabs and line ends.
 */
void plain_add(struct buf *out, struct span text);

#endif

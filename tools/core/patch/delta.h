/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_DELTA_H
#define CORE_PATCH_DELTA_H

#include "core/text/buf.h"

/*
 * git's delta format (gitformat-pack): how to make one version of an object
 * from another by copying and inserting. Right for any two inputs; small when
 * they differ in a few places.
 */

/*
 * Puts into out (emptied first) the delta from one text to another, found
 * by lines.
 */
void delta_lines(struct buf *out, struct span from, struct span to);

/* As delta_lines(), for the bytes of two git tree objects, found by entries. */
void delta_entries(struct buf *out, struct span from, struct span to);

#endif

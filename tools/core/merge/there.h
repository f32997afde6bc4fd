/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_THERE_H
#define CORE_MERGE_THERE_H

/* For the files of a merge alone. */
#include "core/merge/segment.h"

/*
 * True when all that the segment adds stands among the file's lines there, in
 * this order, as deep, and in the block that it would go into.
 */
bool segment_adds_are_there(const struct merge *m, const struct segment *s);

#endif

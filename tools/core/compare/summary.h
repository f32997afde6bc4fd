/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_SUMMARY_H
#define CORE_COMPARE_SUMMARY_H

#include "core/compare/comparison.h"

/*
 * Adds a few lines for a mail about the first column: what became of each
 * hunk, and the reasons that the variant notes.
 */
void comparison_summary(const struct comparison *c, struct buf *out);

#endif

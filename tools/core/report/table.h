/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_TABLE_H
#define CORE_REPORT_TABLE_H

#include "core/matrix/matrix.h"

/*
 * Writes the matrix for a terminal of width columns (0: as wide as it takes), a
 * row a branch, or some short lines where that is too narrow; then a sentence
 * for each branch that is not proved, then the sum.
 */
void report_table(const struct matrix *r, int width, bool colour,
		  struct buf *out);

#endif

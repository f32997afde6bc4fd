/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_MATRIX_H
#define CMD_COMPARE_MATRIX_H

#include "core/compare/comparison.h"

/* Prints the matrix, and whether the reasons are there. */
void compare_show_matrix(const struct comparison *c);

#endif

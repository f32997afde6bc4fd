/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MATRIX_BY_FIX_H
#define CORE_MATRIX_BY_FIX_H

#include "core/matrix/matrix.h"

/* Which steps of a branch its rows have. */
enum row_steps {
	ROW_ALL_STEPS,
	ROW_OWN_STEPS,	/* of the fix: the one before it, and its own */
};

/*
 * Makes a matrix with a row per fix of each branch, in the order of m:
 * verdict, reason and boots are those of the fix, and the row is called
 * "BRANCH FIX". A branch of one fix stays as it is. The rows borrow from m;
 * matrix_rows_release() frees them.
 */
void matrix_by_fix(struct matrix *rows, const struct matrix *m,
		   enum row_steps steps);

/* The rows of one branch. */
void matrix_rows_of(struct matrix *rows, const struct matrix_branch *b,
		    enum row_steps steps);

/* Asks whether the rows of a branch are others than the branch itself. */
bool matrix_has_rows(const struct matrix_branch *b);

/* The worst verdict first; rows of one verdict keep their order. */
void matrix_rows_sort(struct matrix *rows);

/*
 * How many rows from i on are of one branch, with one verdict for one reason,
 * which then is said once.
 */
size_t matrix_rows_alike(const struct matrix *rows, size_t i);

/*
 * Adds what so many rows from i on are called together: the branch's name when
 * it has no other rows, else "BRANCH FIX and 2 more".
 */
void matrix_rows_name(const struct matrix *rows, size_t i, size_t nr,
		      struct buf *out);

/* Frees what the rows do not borrow. */
void matrix_rows_release(struct matrix *rows);

#endif

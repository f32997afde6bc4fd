/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_COMPARISON_FILES_H
#define SYS_SERIES_COMPARISON_FILES_H

#include "sys/series/compared-fix.h"

/*
 * Reads the files that all sides touch, so that order is judged by whole
 * functions. Where a tree is missing, side->unknown says why. 0 or -1 and *why.
 */
int comparison_files_read(struct compared_fix *f,
			  const struct compare_from *from, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_BRANCH_FILES_H
#define SYS_CONF_BRANCH_FILES_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/sections.h"

/*
 * Where a branch's series and its patches are, for the project at root; paths
 * below "." have no "./" in front. Callers free them.
 */

/* The series: root/series/LINE. */
char *branch_series(const struct branch *b, const char *root);

/* The folder of its patches: root/patches/LINE. */
char *branch_patches(const struct branch *b, const char *root);

/* The patch of that name in it. */
char *branch_patch(const struct branch *b, const char *root, const char *name);

/*
 * Reads the series into text (emptied first), as patchfile_series() does. 0, 1
 * when there is none, -1 and *why.
 */
int branch_series_read(struct buf *text, const struct branch *b,
		       const char *root, struct diag *why);

#endif

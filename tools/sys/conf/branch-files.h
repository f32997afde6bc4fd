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

/* What a key of the section names, which is relative to the project. */
char *branch_path(const char *root, const char *path);

/*
 * The series: root/series/LINE, unless the branch's section says another, which
 * may be a folder: see patchfile_series().
 */
char *branch_series(const struct branch *b, const char *root);

/*
 * The folder of its patches: root/patches/LINE, unless the branch's section
 * says another.
 */
char *branch_patches(const struct branch *b, const char *root);

/* The patch of that name in it. */
char *branch_patch(const struct branch *b, const char *root, const char *name);

/*
 * Reads the series into text (emptied first), as patchfile_series() does. 0, 1
 * when there is none, -1 and *why.
 */
int branch_series_read(struct buf *text, const struct branch *b,
		       const char *root, struct diag *why);

/*
 * Adds a patch's line to the branch's own series, which may be a new file. 0 or
 * -1 and *why.
 */
int branch_series_add(const struct branch *b, const char *root,
		      const char *name, struct diag *why);

/*
 * True when the section says where series or patches are: they are somebody
 * else's, and nothing is written there.
 */
bool branch_is_read_only(const struct branch *b);

/* Refuses such a branch, saying what to do instead. 0 or -1 and *why. */
int branch_check_writable(const struct branch *b, struct diag *why);

#endif

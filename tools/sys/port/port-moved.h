/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORT_MOVED_H
#define SYS_PORT_PORT_MOVED_H

#include "sys/port/port-file.h"

/*
 * Where a file of the patch went that the target does not have: one of its name
 * in another folder, of its name with another extension, or with more words in
 * its name. Where exactly one of them takes every hunk, part becomes that one.
 * Where none does and one has most of a hunk, part's hunks become conflicts
 * that say so. 0, or -1 and *why when a tree cannot be read.
 */
int port_moved_find(const struct port_tree *target, const struct file_diff *s,
		    const struct buf *source, struct ported_part *part,
		    struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_TREE_PATCH_H
#define SYS_PORT_TREE_PATCH_H

#include "core/text/buf.h"
#include "sys/port/port-patch.h"

/*
 * Adds what makes one tree of the other as a diff in git's format, its files
 * in the order of their names; renames are not looked for. Submodules are
 * refused. 0 or -1 and *why.
 */
int tree_patch(const struct port_tree *old, const struct port_tree *new,
	       struct buf *out, struct diag *why);

/* The same of one file alone. */
int tree_patch_file(const struct port_tree *old, const struct port_tree *new,
		    const char *path, struct buf *out, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORT_SPLIT_H
#define SYS_PORT_PORT_SPLIT_H

#include "sys/port/port-file.h"

/*
 * A file whose functions and tables stand in several files of the target: each
 * hunk that has no place goes to the only one that takes it, of those in the
 * file's folder or else in the next folder above. A hunk in a function goes
 * where a function of that name is; another one where the strings of its lines
 * are.
 */

/* What part, which is a conflict, becomes: owned. */
struct port_split {
	struct ported_part *part;
	size_t nr;
};

/*
 * Fills *s with the parts that part falls into, the one of the patch's own file
 * first where hunks stay there, when every hunk without a place finds one and
 * the diff does nothing but change lines; else s->nr is 0. source is what the
 * diff was made for, or empty. Says of each hunk of part that is a conflict
 * because its function is not in the file: which file beside it has the only
 * function of that name. 0, or -1 and *why when a tree cannot be read;
 * port_split_release() either way.
 */
int port_split_find(struct port_split *s, const struct port_tree *target,
		    const struct buf *source, struct ported_part *part,
		    struct diag *why);

/* Frees what is left and leaves *s empty. */
void port_split_release(struct port_split *s);

#endif

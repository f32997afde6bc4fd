/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONFLICT_CONFLICT_H
#define CORE_CONFLICT_CONFLICT_H

/*
 * The hunks that a port could not place, shown in the file for a person to
 * resolve, and what the person made of them.
 */
#include "core/port/port.h"

/* One place to resolve: the three sides that diff3 shows. */
struct conflict {
	size_t hunk;	/* of the file diff, from 0 */
	const char *why;	/* borrowed from the port's result */
	/* the file's lines, from 0, half-open, that stand there now */
	size_t from, end;
	/* lines that the hunk wants to find, and that are left out in front */
	size_t skipped;
	/* whole lines: what stands there, what the hunk wants to find, and
	 * what it puts there */
	struct buf found, base, wanted;
};

/* Those of one file, top to bottom. */
struct conflicts {
	struct conflict *conflict;
	size_t nr;
};

/*
 * Finds where in the file, which has what could be placed, the hunks go that r
 * says conflict: in the function that the hunk names, by the lines that are
 * like it; at the end of the function or file where nothing is. Lines that all
 * three sides begin or end with are left out. r must outlive *c.
 */
void conflicts_find(struct conflicts *c, const struct file_diff *s,
		    const struct port_result *r, struct span file);

/* Frees the contents and leaves *c empty. */
void conflicts_release(struct conflicts *c);

#endif

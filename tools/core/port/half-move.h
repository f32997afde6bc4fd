/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_HALF_MOVE_H
#define CORE_PORT_HALF_MOVE_H

#include "core/patch/patch.h"
#include "core/port/unknown.h"

/*
 * The other file of p that takes lines from d, or gives lines to it; NULL when
 * none does. To leave d out would do half of a move.
 */
const struct file_diff *port_half_move(const struct patch *p,
				       const struct file_diff *d);

/* Lines on their way from a file that the target lacks to one that it has. */
struct half_move {
	const struct patch *patch;
	const struct file_diff *from, *to;
	struct span target;	/* to's file there; at is NULL when it is new */
	/* what else the target's tree knows; may be NULL */
	const struct port_names *beyond;
};

/*
 * m->to without the lines that m->from would give to it: per such line the
 * paragraph that it adds, all of which is about one name that nothing else
 * of the patch and of the target has. NULL where that cannot be done, or leaves
 * a hunk without a change; else to be freed, and its hunks, which hold the
 * lines. *name, borrowed, is the first such name.
 */
struct file_diff *port_half_move_leave_out(const struct half_move *m,
					   struct span *name);

#endif

// SPDX-License-Identifier: GPL-2.0-only
/* Two files of one name in two folders: one that was moved, or two? */
#include "core/compare/moved-file.h"

/*
 * Of 1000 lines. Of the files of one name that moved from 4.4 to 4.10, 97 of
 * 100 have more in common, net/ipv4/route.c and net/ipv6/route.c have 131.
 */
#define ALIKE_LEAST 500

static bool are_alike(struct span a, struct span b)
{
	struct bag ba = { 0 }, bb = { 0 };
	int alike;

	bag_add_lines(&ba, a);
	bag_add_lines(&bb, b);
	alike = bag_alike(&ba, &bb);
	bag_release(&ba);
	bag_release(&bb);
	return alike >= ALIKE_LEAST;
}

bool file_is_moved(struct pairing *p, const struct change *up,
		   const struct change *down)
{
	struct moved_file *last = &p->last_moved;

	if (last->up == up->diff && last->down == down->diff)
		return last->moved;
	if (!up->file.at || !down->file.at ||
	    (p->down->has_upstreams && p->down->has_upstreams[up->diff_nr]))
		return false;
	*last = (struct moved_file){ up->diff, down->diff,
				     are_alike(up->file, down->file) };
	return last->moved;
}

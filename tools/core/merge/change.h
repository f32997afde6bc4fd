/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_CHANGE_H
#define CORE_MERGE_CHANGE_H

#include "core/merge/lines.h"
#include "core/patch/patch.h"

/*
 * A hunk as what it changes: the lines that it wants to find, and per gap
 * between them what it puts there. More lines around it may be known from the
 * file that the patch was made for.
 */
struct port_change {
	struct port_lines old;
	bool *removed;		/* per old line */
	struct port_lines added;
	/*
	 * per added line: the old line in front of which it goes; ascending, at
	 * most old.nr
	 */
	size_t *before;
	/* owned: added lines whose names were replaced */
	char **text;
	size_t texts;
	size_t lead;		/* old lines in front of the hunk's own */
	/* the hunk's last line ends a file without a \n, before and after it */
	bool old_no_eol, new_no_eol;
	/*
	 * old lines from the first to behind the last that is removed or added
	 * at
	 */
	size_t first, last;
};

/*
 * Reads h, which must outlive *c. source, when it has lines, is the file that
 * the patch was made for: up to extra of its lines are added on either side,
 * if the hunk is found in it where it says.
 */
void port_change_read(struct port_change *c, const struct hunk *h,
		      const struct port_lines *source, size_t extra);

/* How often a line stands in the target, and in the source. */
struct port_copies {
	size_t target, source;
};

/*
 * Counts the copies of the first call which c makes by another name, with the
 * same arguments, and which stands more often in target than in source, that c
 * was made for; false when there is none. Calls that are no whole line do not
 * count.
 */
bool port_change_has_more_copies(const struct port_change *c,
				 const struct port_lines *source,
				 const struct port_lines *target,
				 struct port_copies *copies);

/* Takes added line i out of the change. */
void port_change_leave_out(struct port_change *c, size_t i);

/* Frees the lists and leaves *c empty. */
void port_change_release(struct port_change *c);

#endif

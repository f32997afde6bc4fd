/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_MERGE_H
#define CORE_PORT_MERGE_H

#include "core/port/align.h"
#include "core/port/change.h"
#include "core/text/buf.h"

/* How a merge went, the better ones first; and by which means. */
enum merge_how {
	/* the lines around and the removed lines stand there verbatim */
	MERGE_EXACT,
	MERGE_LINES,	/* lines around differ */
	MERGE_SET,	/* among entries whose order means nothing */
	/* a removed line differs in words that the patch leaves alone */
	MERGE_WORDS,
	MERGE_THERE,	/* nothing to do: it is there already */
	MERGE_CONFLICT,
};

/* Lines [from, end) of the file to be replaced by text. */
struct port_edit {
	size_t from, end;
	struct buf text;	/* whole lines */
	enum merge_how how;
};

struct port_edits {
	struct port_edit *edit;
	size_t nr;
};

/*
 * Makes the edits that carry c to the file t, where a says. Adds to *edits, in
 * order. Returns the worst way that was taken; on MERGE_CONFLICT the edits
 * without a conflict are there all the same.
 */
enum merge_how port_merge(const struct port_change *c,
			  const struct port_lines *t,
			  const struct alignment *a, struct port_edits *edits);

/* Frees the contents and leaves *e empty. */
void port_edits_release(struct port_edits *e);

#endif

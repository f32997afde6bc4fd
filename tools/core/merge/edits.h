/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_EDITS_H
#define CORE_MERGE_EDITS_H

#include <stddef.h>

#include "core/merge/lines.h"
#include "core/text/buf.h"

/* How a merge went, the better ones first; and by which means. */
enum merge_how {
	/* the lines around and the removed lines stand there verbatim */
	MERGE_EXACT,
	MERGE_LINES,	/* lines around differ */
	MERGE_SET,	/* among entries whose order means nothing */
	/* a removed line differs in words that the patch leaves alone */
	MERGE_WORDS,
	/* a line that the patch only removes has other words here */
	MERGE_ALIKE,
	MERGE_THERE,	/* nothing to do: all of it is there already */
	MERGE_CONFLICT,
};

/* Lines [from, end) of the file to be replaced by text. */
struct port_edit {
	size_t from, end;
	struct buf text;	/* whole lines */
	enum merge_how how;
};

/* Whether the last line of the file gets a \n. */
enum port_eol {
	PORT_EOL_KEPT,	/* as the file has it, or the new last line does */
	PORT_EOL_ADDED,
	PORT_EOL_GONE,
};

struct port_edits {
	struct port_edit *edit;
	size_t nr;
	enum port_eol eol;
};

/*
 * Adds an edit that replaces lines [from, end), and returns its text, which is
 * to be filled before the next one is added.
 */
struct buf *port_edits_add(struct port_edits *e, size_t from, size_t end,
			   enum merge_how how);

/*
 * Adds the file, whose lines are l, to out as the edits change it: with CR LF
 * behind all lines where the first one has it. Sorts the edits.
 */
void port_edits_write(struct port_edits *e, const struct port_lines *l,
		      struct span file, struct buf *out);

/* Frees the contents and leaves *e empty. */
void port_edits_release(struct port_edits *e);

#endif

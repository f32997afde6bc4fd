/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_NAMES_H
#define CORE_PORT_NAMES_H

#include "core/merge/align.h"
#include "core/merge/change.h"
#include "core/port/unknown.h"

/* So many unknown names of a hunk are told apart. */
#define NAMES_UNKNOWN_MOST 16

/* Where a name may be known from. */
struct names_scope {
	const struct port_lines *target;
	/* the function's lines; the whole file where there is none */
	size_t from, end;
	/* what else the target's tree knows; may be NULL */
	const struct port_names *beyond;
};

/* What became of the names that the added lines use. */
struct names_result {
	size_t mapped;		/* words replaced in the added lines */
	/* the first of them; to is borrowed from the target */
	struct span from, to;
	/*
	 * those that the target does not know and nothing replaces; as many of
	 * them as there is room for
	 */
	struct span unknown[NAMES_UNKNOWN_MOST];
	size_t unknowns;
};

/*
 * Looks at each name that the added lines of c share with its old lines. One
 * that the target does not know there is replaced by what stands in its place
 * in the lines that a pairs, if that is one name in every pair. Nothing but the
 * hunk's own lines says what replaces what. New text is kept in c.
 */
void names_map(struct port_change *c, const struct alignment *a,
	       const struct names_scope *scope, struct names_result *r);

/*
 * Takes out of c the messages that it adds and that the target cannot give:
 * calls with a text, each a whole statement on its line, of what the target's
 * file does not have, with one of r's unknown names. Returns what the first of
 * them calls; empty when there is none.
 */
struct span names_leave_out_messages(struct port_change *c,
				     const struct names_scope *scope,
				     const struct names_result *r);

/* True when a line of text has the name. */
bool names_stands_in(struct span name, struct span text);

#endif

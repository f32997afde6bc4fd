/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_PORT_H
#define CORE_PORT_PORT_H

/*
 * How a hunk is carried to another tree: by apply's rules where they suffice,
 * else by the function it names, a three-way merge of lines, then of words.
 */
#include "core/patch/patch.h"
#include "core/port/unknown.h"
#include "core/text/buf.h"

/* By which means a hunk was carried, the strictest first. */
enum port_rung {
	/* apply's rules: the line it names, or the only place */
	PORT_EXACT,
	PORT_MERGED,	/* it is there already */
	/* its changed lines verbatim, other lines around them */
	PORT_LINES,
	PORT_SET,	/* an entry among others whose order means nothing */
	PORT_WORDS,	/* a changed line that has other words here */
	PORT_NAMES,	/* names of this tree for the patch's */
	PORT_RESOLVED,	/* a conflict that a person resolved */
	PORT_DROPPED,	/* for a file that the target does not have */
	PORT_CONFLICT,	/* not carried */
};

/* What became of one hunk. */
struct port_hunk {
	enum port_rung rung;
	bool sure;	/* no judgement was needed */
	long line;	/* in the target before the port, from 1; 0: none */
	/* how much of the hunk's preimage is there, 0 to 1000 */
	int score;
	struct span function;	/* of the target; borrowed from it */
	/* what was assumed, or why it is a conflict; "" when sure */
	char why[200];
};

struct port_result {
	struct port_hunk *hunk;	/* per hunk, in the patch's order */
	size_t nr;
	enum port_rung worst;
	bool sure;	/* all of them */
};

/* What is known besides the file diff. */
struct port_input {
	const struct file_diff *diff;
	/* the file to change; at is NULL when there is none */
	struct span target;
	/* the file that the patch was made for; at is NULL when unknown */
	struct span source;
	/* what else the target's tree knows; may be NULL */
	const struct port_names *beyond;
};

/*
 * Carries a file diff's hunks to the target. All that could be carried is in
 * out (emptied first), conflicts left out. The texts must outlive *r.
 */
void port_file_diff(const struct port_input *in, struct port_result *r,
		  struct buf *out);

/* Frees the contents and leaves *r empty. */
void port_result_release(struct port_result *r);

/* The word for it in tables and JSON. */
const char *port_rung_name(enum port_rung rung);

/* The same as a clause for a note in a variant. */
const char *port_rung_describe(enum port_rung rung);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_RESULT_H
#define CORE_PORT_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

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

/* The function that a hunk was made for, beside the one it goes into. */
enum port_origin {
	PORT_ORIGIN_SAME,	/* or not asked for: there is other doubt */
	PORT_ORIGIN_DIFFERS,
	PORT_ORIGIN_UNKNOWN,	/* where that matters */
};

/* What became of one hunk. */
struct port_hunk {
	enum port_rung rung;
	bool sure;	/* no judgement was needed */
	enum port_origin origin;
	long line;	/* in the target before the port, from 1; 0: none */
	long last;	/* of a carried one: the last that it changes at */
	/* how much of the hunk's preimage is there, 0 to 1000 */
	int score;
	struct span function;	/* of the target; borrowed from it */
	/* what was assumed, or why it is a conflict; "" when sure */
	char why[200];
};

struct port_result {
	struct port_hunk *hunk;	/* per hunk, in the patch's order */
	size_t nr;
	enum port_rung worst;	/* of a change without hunks, its own */
	bool sure;	/* all of them */
};

/*
 * Says what was assumed of a hunk, or what is wrong with it, behind what is
 * said already.
 */
void port_hunk_say(struct port_hunk *h, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* What there is to say of a hunk; "" when nothing. */
const char *port_hunk_reason(const struct port_hunk *h);

/* Frees the contents and leaves *r empty. */
void port_result_release(struct port_result *r);

/* The word for it in tables and JSON. */
const char *port_rung_name(enum port_rung rung);

/* The same as a clause for a note in a variant. */
const char *port_rung_describe(enum port_rung rung);

#endif

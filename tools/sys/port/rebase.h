/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_REBASE_H
#define SYS_PORT_REBASE_H

#include "sys/port/port-patch.h"
#include "sys/series/apply-series.h"

/* A series moved to another base, patch by patch. */

enum rebase_state {
	REBASE_FITS,		/* applies there, and its text stays as it is */
	/* applies there: new lines, ids and surroundings */
	REBASE_REFRESHED,
	/* all of it is in the new base; by the port, if port has parts */
	REBASE_UPSTREAM,
	REBASE_PORTED,		/* had to be carried: see the port */
	REBASE_CONFLICT,	/* neither */
	REBASE_NOT_TRIED,	/* behind a conflict */
};

struct rebased_patch {
	const struct queued_patch *patch;
	enum rebase_state state;
	/* the new file; empty unless refreshed or ported */
	struct buf text;
	struct ported port;	/* of what does not apply */
};

struct rebase {
	struct rebased_patch *patch;	/* per patch of the series */
	size_t nr;
};

/* "fits", "refreshed", "upstream", "ported", "conflict", "not tried". */
const char *rebase_state_name(enum rebase_state state);

/* From which tree to which, and how. */
struct rebase_move {
	const struct port_tree *was, *onto;	/* both are edited */
	const char *who;	/* has written the notes of what is ported */
	bool full_ids;		/* in the index lines of what is made anew */
};

/*
 * Moves q from the tree m->was, which it applies to, to the tree m->onto,
 * ending at the first conflict. Nothing is written; both trees are changed in
 * memory. q must outlive *r. 0 or -1 and *why; rebase_release() either way.
 */
int rebase_make(struct rebase *r, struct queue *q,
		const struct rebase_move *m, struct diag *why);

/* Frees the contents and leaves *r empty. */
void rebase_release(struct rebase *r);

#endif

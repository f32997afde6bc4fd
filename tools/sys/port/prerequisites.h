/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PREREQUISITES_H
#define SYS_PORT_PREREQUISITES_H

#include "sys/git/file-history.h"
#include "sys/port/port-patch.h"

/*
 * Why a port conflicts: what changed the conflicting lines between the tree
 * that the patch was made for and the target's. Nothing is taken; all is tried
 * in memory.
 */

enum prerequisite_state {
	PREREQUISITE_THERE,	/* the target has it */
	PREREQUISITE_APPLIES,
	PREREQUISITE_REFUSED,	/* it does not apply by itself */
};

struct prerequisite {
	size_t step;	/* of the history */
	enum prerequisite_state state;
	bool helps;	/* with it alone, the patch has no conflict */
};

struct prerequisites {
	struct prerequisite *candidate;	/* newest first */
	size_t nr;
	/*
	 * the fewest of them with which the patch has no conflict, in the order
	 * in which they apply; none when there are none such
	 */
	size_t *take;
	size_t nr_take;
};

/* What did not apply, and where. */
struct prerequisite_query {
	const struct history *history;
	const git_oid *from;	/* the commit that it was made for */
	const struct patch *patch;
	const struct ported *ported;	/* with its conflicts */
	const struct port_tree *target, *source;
};

/*
 * Finds the candidates and tries them. 0 or -1 and *why;
 * prerequisites_release() either way.
 */
int prerequisites_find(struct prerequisites *p,
		       const struct prerequisite_query *q, struct diag *why);

/* Frees the contents and leaves *p empty. */
void prerequisites_release(struct prerequisites *p);

#endif

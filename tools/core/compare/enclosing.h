/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_ENCLOSING_H
#define CORE_COMPARE_ENCLOSING_H

#include "core/compare/change.h"

/* A change, and the body of its file that it stands in, which was cut. */
struct enclosed {
	const struct change *change;
	const struct body *body;
};

/*
 * Asks whether a change stands under other heads (if, else, while, for, switch)
 * on two sides: what decides whether it is run. *u and *d get the innermost
 * that differ, borrowed; empty where there is none, or it is not shown.
 */
bool enclosing_differs(const struct enclosed *up, const struct enclosed *down,
		       struct span *u, struct span *d);

/* The same as far as the hunks, which both must have, show it. */
bool enclosing_differs_in_patches(const struct change *up,
				  const struct change *down, struct span *u,
				  struct span *d);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORTED_H
#define SYS_PORT_PORTED_H

#include "core/port/header.h"
#include "sys/port/port-file.h"

/* What a patch became on its way to a tree. */
struct ported {
	/* per file diff, or several where it goes to several files */
	struct ported_part *part;
	size_t nr;
	enum port_rung worst;
	bool sure;
};

/* True when all of the patch is in the target already. */
bool ported_is_merged(const struct ported *p);

/* True when it changes the target: it is no conflict and not merged. */
bool ported_is_carried(const struct ported *p);

/*
 * Writes what was ported into the tree, for the patches behind it. 0 or -1 and
 * *why.
 */
int ported_take(const struct ported *p, struct tree *t, struct diag *why);

/*
 * Writes the variant: header, which goes up to its line ---, with a note of
 * who's per hunk that had to change, "[ who: function(): what ]", and the
 * change as a diff in git's format. 0 or -1 and *why.
 */
int ported_write(const struct ported *p, const struct port_header *header,
		 const char *who, struct buf *out, struct diag *why);

/* Frees the contents and leaves *p empty. */
void ported_release(struct ported *p);

#endif

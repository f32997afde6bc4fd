/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_SOURCE_H
#define SYS_PORT_SOURCE_H

#include "sys/port/port-patch.h"

/*
 * The files that a patch was made for: of a tree that is named, or found in
 * repositories by the ids in the patch's index lines.
 */
struct port_source {
	/* .tree is NULL as long as nothing is known */
	struct port_tree at;
	bool named;		/* at is a tree that somebody named */
	bool has_commit;	/* it is that of a commit */
	git_oid commit;
	/* borrowed: where the ids are looked for */
	git_repository **known;
	size_t nr;
	size_t found;		/* files of the last patch that are known */
};

/*
 * Begins with the files as the tree has them, before any patch; s->at.tree is
 * made, for the caller to free, when it is NULL. 0 or -1 and *why.
 */
int port_source_begin(struct port_source *s, struct diag *why);

/*
 * Looks for the files of p, unless a tree is named. A file is taken when it has
 * the id and p applies to it. Takes p out of a named tree that has it already.
 * 0 or -1 and *why.
 */
int port_source_find(struct port_source *s, struct patch *p, struct diag *why);

/*
 * Applies p, where it can be, so that the files are those of the next patch. 0
 * or -1 and *why.
 */
int port_source_step(struct port_source *s, struct patch *p, struct diag *why);

/* Frees the files; the tree stays the caller's. */
void port_source_end(struct port_source *s);

#endif

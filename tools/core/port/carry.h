/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_CARRY_H
#define CORE_PORT_CARRY_H

/* For port.c alone. */
#include "core/merge/align.h"
#include "core/merge/change.h"
#include "core/merge/edits.h"
#include "core/patch/patch.h"
#include "core/port/functions.h"
#include "core/port/result.h"
#include "core/port/unknown.h"

/* A file to which hunks are carried. */
struct port_file {
	const char *name;
	const struct file_diff *diff;	/* which the hunks are of */
	const struct port_names *beyond; /* what else the tree knows, or NULL */
	/* its lines, and those of the file that they were made for, or none */
	struct port_lines target, source;
	bool no_eol;	/* target's last line has no \n */
	struct port_functions functions;	/* of target */
	struct port_edits edits;	/* what is carried so far */
};

/*
 * Merges c, which goes where a says, into p's edits; h says how, or why not:
 * then nothing is added.
 */
void port_hunk_merge(struct port_file *p, const struct port_change *c,
		     const struct alignment *a, struct port_hunk *h);

/*
 * Carries a hunk that apply does not place: finds where it goes and merges it,
 * or makes *h a conflict that says why.
 */
void port_hunk_carry(struct port_file *p, const struct hunk *hunk,
		     struct port_hunk *h);

#endif

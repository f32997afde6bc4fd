/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_NEW_FIX_H
#define CMD_ADD_NEW_FIX_H

#include "cmd/add/add.h"
#include "sys/series/variant.h"

/* A fix that is taken in. */
struct new_fix {
	struct variant variant;
	struct buf text;	/* the patch as it came */
	char *name, *file;	/* of the fix, of its patch */
	char upstream[41];	/* or "none" */
	struct strings tests;	/* of others, that name this commit: paths */
	bool known;		/* the configuration has it already */
	bool whole;		/* and nothing of it is missing */
};

struct new_fixes {
	struct new_fix *fix;
	size_t nr;
};

/*
 * Reads all patches of the files, mailboxes, folders of mails (also a Maildir)
 * and commits that o->patches names, "-" for standard input. Mails without a
 * diff are left out, and answers among several; a series is put in the order of
 * its numbers, and refused when one is missing. 0 or -1 and *why;
 * new_fixes_release() either way.
 */
int new_fixes_read(struct new_fixes *l, const struct add_options *o,
		   struct diag *why);

/* Frees the contents and leaves *l empty. */
void new_fixes_release(struct new_fixes *l);

#endif

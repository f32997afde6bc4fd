/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_NEW_FIX_H
#define CMD_ADD_NEW_FIX_H

#include "cmd/add/add.h"
#include "sys/series/variant.h"

/* A fix that is taken in. */
struct taken {
	struct variant variant;
	struct buf text;	/* the patch as it came */
	char *name, *file;	/* of the fix, of its patch */
	char upstream[41];	/* or "none" */
	struct strings tests;	/* of others, that name this commit: paths */
};

struct taken_list {
	struct taken *fix;
	size_t nr;
};

/*
 * Reads all patches of the files, mailboxes, folders of mails (also a Maildir)
 * and commits that o->patches names, "-" for standard input. Mails without a
 * diff are left out, and answers among several; a series is put in the order of
 * its numbers, and refused when one is missing. 0 or -1 and *why;
 * taken_release() either way.
 */
int taken_read(struct taken_list *l, const struct add_options *o,
	       struct diag *why);

/* Frees the contents and leaves *l empty. */
void taken_release(struct taken_list *l);

#endif

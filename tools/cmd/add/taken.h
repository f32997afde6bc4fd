/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_TAKEN_H
#define CMD_ADD_TAKEN_H

#include "cmd/add/add.h"
#include "sys/series/variant.h"

/* A fix that is taken in. */
struct taken {
	struct variant variant;
	struct buf text;	/* the patch as it came */
	char *name, *file;	/* of the fix, of its patch */
	char upstream[41];	/* or "none" */
};

struct taken_list {
	struct taken *fix;
	size_t nr;
};

/*
 * Reads all patches of a file, a mailbox, standard input or a commit; mails
 * without a diff (a cover letter) are left out. 0 or -1 and *why;
 * taken_release() either way.
 */
int taken_read(struct taken_list *l, const struct add_options *o,
	       struct diag *why);

/* Frees the contents and leaves *l empty. */
void taken_release(struct taken_list *l);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_DIFF_TEXT_H
#define SYS_GIT_DIFF_TEXT_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* A file before and after a change. */
struct changed_file {
	const char *path;
	/* what it is renamed from, or with copied a copy of; or NULL */
	const char *from;
	bool copied;
	struct span before, after;	/* at is NULL where there is no file */
	/* git's; 0 where there is none */
	unsigned int old_mode, new_mode;
};

/*
 * Adds the change as a diff in git's format: a/ and b/, ids of abbrev digits,
 * no timestamps, and at each @@ the line that git names for C. Whatever its
 * bytes, it is text. Nothing for a file that does not change. 0 or -1 and *why.
 */
int diff_text(const struct changed_file *f, int abbrev, struct buf *out,
	      struct diag *why);

#endif

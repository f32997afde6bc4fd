/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_STABLE_LINES_H
#define SYS_IMPORT_STABLE_LINES_H

#include <git2.h>

#include "core/text/diag.h"
#include "core/text/release.h"

/* A stable line of a repository, v4.9, and the newest release that it has. */
struct stable_line {
	char name[32], newest[64];
	struct kver release;
};

struct stable_lines {
	struct stable_line *line;	/* oldest first */
	size_t nr;
};

/*
 * Finds the lines by the repository's tags, v4.9.262: those that have a point
 * release, else all. 0 or -1 and *why; stable_lines_release() either way.
 */
int stable_lines_find(struct stable_lines *l, git_repository *repo,
		      struct diag *why);

/* Frees the contents and leaves *l empty. */
void stable_lines_release(struct stable_lines *l);

#endif

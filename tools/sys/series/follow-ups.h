/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_FOLLOW_UPS_H
#define SYS_SERIES_FOLLOW_UPS_H

#include <git2.h>
#include <stddef.h>

#include "core/text/diag.h"

/*
 * A commit whose message says "Fixes:" one that was asked for. Strings are
 * owned.
 */
struct upstream_fix {
	char id[GIT_OID_HEXSZ + 1];
	char fixes[GIT_OID_HEXSZ + 1];	/* in full */
	char *subject;
};

struct upstream_fixes {
	struct upstream_fix *fix;
	size_t nr;
};

/* Frees the contents and leaves *f empty. */
void upstream_fixes_release(struct upstream_fixes *f);

/*
 * Finds the commits of the git repository at path, reachable from any branch or
 * tag, whose Fixes: means id. Only what is newer than id is read. 0, also when
 * the repository lacks id; -1 and *why.
 */
int upstream_find_fixes(struct upstream_fixes *f, const char *path,
			const char *id, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_LEFTOVER_H
#define SYS_BUILD_LEFTOVER_H

#include <stdint.h>

#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/conf/conf.h"

/* A program of the guest is left over when no run took it for so long. */
#define LEFTOVER_DAYS	30

/* What nothing uses any more in the cache's work folder. */
struct leftover {
	enum {
		LEFT_PROJECT,	/* of a project whose folder is gone */
		LEFT_BRANCH,	/* of a branch that this project lacks */
		LEFT_GUEST	/* a program of the guest */
	} kind;
	char *path;
	char *of;		/* the project's folder, the branch's name */
	uint64_t bytes;		/* on the disk */
};

struct leftovers {
	struct leftover *at;
	size_t nr;
	/* folders of all projects that built here and are on this machine */
	struct strings projects;
};

/*
 * Finds them all, but for what a build or a boot holds, and for a branch's
 * folder while its results are in out. 0 or -1 and *why; leftovers_release()
 * either way.
 */
int leftovers_find(struct leftovers *l, const struct conf *conf,
		   const char *out, struct diag *why);

/* Removes it. 0; 1 when it is in use again; -1 and *why. */
int leftover_remove(const struct leftover *l, struct diag *why);

/* Frees the contents and leaves *l empty. */
void leftovers_release(struct leftovers *l);

#endif

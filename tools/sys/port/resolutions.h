/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_RESOLUTIONS_H
#define SYS_PORT_RESOLUTIONS_H

#include "core/conflict/resolution.h"
#include "core/text/diag.h"

/*
 * The resolutions that are remembered: a file each in the cache's folder
 * resolutions/, which may be deleted at any time.
 */

/* One that was found. */
struct remembered {
	struct buf file;
	struct resolution resolution;	/* views into file */
};

/*
 * Looks the conflict up. 0; 1 when none is remembered; -1 and *why.
 * remembered_release() either way.
 */
int resolutions_find(const struct conflict *c, struct remembered *r,
		     struct diag *why);

/*
 * Remembers that for target, text was put in the conflict's place. 0 or -1 and
 * *why.
 */
int resolutions_keep(const struct conflict *c, const char *target,
		     struct span text, struct diag *why);

/* Frees the contents and leaves *r empty. */
void remembered_release(struct remembered *r);

#endif

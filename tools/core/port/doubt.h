/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_DOUBT_H
#define CORE_PORT_DOUBT_H

#include "core/patch/patch.h"
#include "core/port/functions.h"
#include "core/port/result.h"
#include "core/port/unknown.h"

/* A file diff that was carried, and the file without it and with it. */
struct doubt_scope {
	const struct file_diff *diff;
	const struct patch *patch;	/* all of it; may be NULL */
	struct span before, after;	/* at is NULL for no file */
	/* the file that the diff was made for; at is NULL when unknown */
	struct span source;
	const struct port_lines *lines;		/* of before */
	const struct port_functions *functions;	/* of before */
	const struct port_names *beyond;	/* may be NULL */
};

/*
 * Takes sureness from the hunks that want a look, and says why: they use what
 * nothing there declares; apply in a function of another name, or of another
 * text than the one they were made for; leave a function early of which that
 * text is not known; give a name a number that may be taken; change how a
 * function is called that others may call; or are delicate (delicate.h).
 */
void port_doubt(const struct doubt_scope *scope, struct port_result *r);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_PORT_H
#define CORE_PORT_PORT_H

/*
 * How a hunk is carried to another tree: by apply's rules where they suffice,
 * else by the function it names, a three-way merge of lines, then of words.
 */
#include "core/patch/patch.h"
#include "core/port/result.h"
#include "core/port/unknown.h"
#include "core/text/buf.h"

/* What is known besides the file diff. */
struct port_input {
	const struct file_diff *diff;
	const struct patch *patch;	/* all of it; may be NULL */
	/* the file to change; at is NULL when there is none */
	struct span target;
	/* the file that the patch was made for; at is NULL when unknown */
	struct span source;
	/* what else the target's tree knows; may be NULL */
	const struct port_names *beyond;
};

/*
 * Carries a file diff's hunks to the target. All that could be carried is in
 * out (emptied first), conflicts left out. The texts must outlive *r.
 */
void port_file_diff(const struct port_input *in, struct port_result *r,
		  struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_HEADER_H
#define CORE_PORT_HEADER_H

#include "core/text/buf.h"

/* What the header of a variant says beside the patch's own. */
struct port_header {
	/* the patch's header: all above its --- or its diff */
	struct span text;
	/* 12 to 40 hex digits; NULL: it names its commit, or has none */
	const char *upstream;
	struct span notes;	/* whole lines; may be empty */
};

/*
 * Adds the variant's header to out: the upstream line first in the message, as
 * stable-kernel-rules.rst wants it, the notes in front of the last sign-off,
 * all else as it was.
 */
void port_header_write(const struct port_header *h, struct buf *out);

#endif

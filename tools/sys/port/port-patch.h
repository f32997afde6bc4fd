/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORT_PATCH_H
#define SYS_PORT_PORT_PATCH_H

#include "sys/port/ported.h"

/*
 * Carries every file diff of p to the target; nothing is written. A file that
 * is not there is looked for under its name in other folders. from may be
 * unknown. p must outlive *out. 0, or -1 and *why when a tree cannot be read;
 * ported_release() either way.
 */
int port_patch(const struct patch *p, const struct port_tree *target,
	       const struct port_tree *from, struct ported *out,
	       struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_RESOLVE_H
#define CMD_PORT_RESOLVE_H

#include "cmd/port/run.h"

/*
 * The conflicts of one file, in the text that has all that could be placed:
 * good as long as the part is.
 */
struct span port_placed_text(const struct ported_part *part);

/* Asks whether a part has conflicts that a person can resolve in a file. */
bool port_part_conflicts(const struct ported_part *part);

/*
 * Resolves the conflicts of what was ported by what is in --continue's folder,
 * which is then remembered; else by what is remembered, where that is known for
 * all of a file's. 0 or -1 and *why, also when a marker is left there.
 */
int port_resolve(struct ported *p, const struct port_target *t,
		 const struct port_run *r, struct diag *why);

#endif

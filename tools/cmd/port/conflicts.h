/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_CONFLICTS_H
#define CMD_PORT_CONFLICTS_H

#include "cmd/port/run.h"

/*
 * Makes the folder of --conflicts: the files that have conflicts, with markers,
 * and beside them what --continue must know. 0 or -1 and *why, also when the
 * folder holds something.
 */
int port_conflicts_write(const struct port_run *r, const struct port_mail *m,
			 const struct port_target *t, const struct ported *p,
			 struct diag *why);

/*
 * Reads what --continue must know from its folder into r->resumed and r->o,
 * which borrows from it. 0 or -1 and *why.
 */
int port_conflicts_read(struct port_run *r, struct diag *why);

/* Frees r->resumed and what the options borrowed. */
void port_conflicts_forget(struct port_run *r);

#endif

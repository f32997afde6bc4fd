/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_PREREQUISITES_H
#define CMD_PORT_PREREQUISITES_H

#include "cmd/port/run.h"

/*
 * Says which commits changed the conflicting lines between the tree that the
 * mail was made for and t, and what they would do. 0 or -1 and *why.
 */
int port_prerequisites_show(const struct port_run *r,
			    const struct port_mail *m,
			    const struct port_target *t,
			    const struct ported *p, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_WRITE_H
#define CMD_PORT_WRITE_H

#include "cmd/port/run.h"

/* Makes the variant's text: header, notes, diff. 0 or -1 and *why. */
int port_write(const struct port_run *r, const struct port_mail *m,
	       const struct ported *p, struct buf *out, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_SHOW_H
#define CMD_PORT_SHOW_H

#include "cmd/port/run.h"

/* Prints what became of each of the mail's hunks. */
void port_show(const struct port_run *r, const struct port_mail *m,
	       const struct port_target *t, const struct ported *p);
/* Says that the target's series has the mail's variant already. */
void port_show_listed(const struct port_run *r, const struct port_mail *m,
		      const struct port_target *t);

#endif

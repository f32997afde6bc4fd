/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_CARRY_H
#define CMD_PORT_CARRY_H

#include "cmd/port/run.h"

/*
 * Carries the patch to t, says how that went and publishes the variant. 0;
 * EXIT_VERDICT on a conflict; -1 and *why.
 */
int port_carry(struct port_run *r, const struct port_target *t,
	       struct diag *why);

#endif

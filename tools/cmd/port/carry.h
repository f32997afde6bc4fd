/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_CARRY_H
#define CMD_PORT_CARRY_H

#include "cmd/port/run.h"

/*
 * Carries all mails to t, in order, says how that went and publishes the
 * variants. Ends at the first conflict. 0; EXIT_VERDICT on a conflict; -1 and
 * *why.
 */
int port_carry(struct port_run *r, struct port_target *t, struct diag *why);

#endif

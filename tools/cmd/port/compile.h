/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_COMPILE_H
#define CMD_PORT_COMPILE_H

#include "cmd/port/run.h"
#include "sys/port/port-patch.h"

/*
 * Compiles what p touches in t, before and after, into t->compiled. Takes
 * sureness from p unless both compile and nothing is warned of that was not
 * before. 0 or -1 and *why.
 */
int port_compile(struct ported *p, struct port_target *t, struct diag *why);

#endif

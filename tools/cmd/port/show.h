/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_SHOW_H
#define CMD_PORT_SHOW_H

#include "cmd/port/run.h"

/* Prints what became of each hunk. target is what the user called it. */
void port_show(const struct ctx *ctx, const char *target,
	       const struct ported *p);

#endif

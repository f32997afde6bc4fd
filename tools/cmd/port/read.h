/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_READ_H
#define CMD_PORT_READ_H

#include "cmd/port/run.h"

/*
 * Reads PATCH into r->patch: a file, standard input, or a commit of a
 * repository. 0 or -1 and *why.
 */
int port_read(struct port_run *r, struct diag *why);

#endif

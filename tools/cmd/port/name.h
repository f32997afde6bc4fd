/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_NAME_H
#define CMD_PORT_NAME_H

#include "cmd/port/run.h"

/*
 * Names the variants' files: as --name says, as the patch file is called, else
 * by their subjects. 0 or -1 and *why.
 */
int port_mails_name(struct port_run *r, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_READ_H
#define CMD_PORT_READ_H

#include "cmd/port/run.h"

/*
 * Reads PATCH into r->mail: a file or standard input, of one mail or several, a
 * commit of a repository, or what differs between two trees. Of the latter two
 * r->source gets the tree that they are made for. 0 or -1 and *why;
 * port_mails_release() either way.
 */
int port_mails_read(struct port_run *r, struct diag *why);

/* Frees the mails. */
void port_mails_release(struct port_run *r);

#endif

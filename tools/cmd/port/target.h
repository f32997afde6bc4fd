/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_TARGET_H
#define CMD_PORT_TARGET_H

#include "cmd/port/run.h"

/*
 * Opens the branch's base with its series applied below the variants of r's
 * names, or with branch NULL the tree that treeish names. 0 or -1 and *why;
 * port_target_close() either way.
 */
int port_target_open(struct port_target *t, const struct port_run *r,
		     const struct branch *branch, const char *treeish,
		     struct diag *why);

/* Frees what it holds. */
void port_target_close(struct port_target *t, const struct port_run *r);

/*
 * Writes the variant of mail i where it belongs: its file and, where it is new,
 * its line in the series; for a tree alone to standard output, or kept for -o.
 * 0 or -1 and *why.
 */
int port_target_publish(struct port_target *t, const struct port_run *r,
			size_t i, const struct buf *text, struct diag *why);

/* Writes what -o wants, once all mails are carried. 0 or -1 and *why. */
int port_target_finish(const struct port_target *t, const struct port_run *r,
		       struct diag *why);

#endif

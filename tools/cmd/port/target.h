/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_TARGET_H
#define CMD_PORT_TARGET_H

#include "cmd/port/run.h"

/*
 * Opens the branch's base with its series applied up to the variant of r's
 * name, or with branch NULL the tree that treeish names. 0 or -1 and *why;
 * port_target_close() either way.
 */
int port_target_open(struct port_target *t, const struct port_run *r,
		     const struct branch *branch, const char *treeish,
		     struct diag *why);

/* Frees what it holds. */
void port_target_close(struct port_target *t, const struct port_run *r);

/*
 * Writes the variant where it belongs: its file and, where it is new, its line
 * in the series; for a tree alone to -o or standard output. 0 or -1 and *why.
 */
int port_target_publish(const struct port_target *t, const struct port_run *r,
			const struct buf *text, struct diag *why);

#endif

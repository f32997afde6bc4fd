/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_GATHER_H
#define CMD_EVIDENCE_GATHER_H

#include "cmd/cmd.h"
#include "sys/os/tar.h"

/*
 * Gathers a branch's members, without the manifest, from the project in the
 * current folder. 0 or -1 and *why.
 */
int evidence_gather(const struct ctx *ctx, const struct branch *b,
		    struct members *m, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_VERIFY_H
#define CMD_EVIDENCE_VERIFY_H

#include "cmd/cmd.h"

/*
 * backport evidence --verify; signers, a file of those who may have signed
 * the bundle, may be NULL. Returns the exit status.
 */
int evidence_verify(const struct ctx *ctx, const char *path,
		    const char *signers);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_VERIFY_H
#define CMD_EVIDENCE_VERIFY_H

#include "cmd/cmd.h"

/*
 * backport evidence --verify, of a bundle or of attestations; signers, a file
 * of those who may have signed it, may be NULL; kernels, ended by NULL, are
 * files that attestations are to be of. Returns the exit status.
 */
int evidence_verify(const struct ctx *ctx, const char *path,
		    const char *signers, char *const *kernels);

#endif

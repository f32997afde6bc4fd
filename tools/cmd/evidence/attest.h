/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_ATTEST_H
#define CMD_EVIDENCE_ATTEST_H

#include "cmd/cmd.h"

/*
 * Writes what the checks showed in each kernel of the branch as attestations of
 * in-toto, one a line: statements, or with a key (as for evidence_sign())
 * envelopes of DSSE that hold them. out NULL: to stdout. 0 or -1 and *why.
 */
int evidence_attest(const struct ctx *ctx, const struct branch *b,
		    const char *key, const char *out, struct diag *why);

#endif

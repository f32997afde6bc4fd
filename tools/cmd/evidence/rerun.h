/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_RERUN_H
#define CMD_EVIDENCE_RERUN_H

#include "cmd/cmd.h"

/*
 * backport evidence --rerun; out, where the new bundle goes, may be NULL.
 * Returns the exit status.
 */
int evidence_rerun(const struct ctx *ctx, const char *path, const char *out);

#endif

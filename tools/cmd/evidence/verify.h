/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_VERIFY_H
#define CMD_EVIDENCE_VERIFY_H

#include "cmd/cmd.h"

/* backport evidence --verify; returns the exit status. */
int evidence_verify(const struct ctx *ctx, const char *path);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_PROOF_H
#define CMD_EXPORT_PROOF_H

#include "cmd/export/export.h"

/*
 * Adds the verdict and what it stands on, for the space below a mail's "---".
 */
void export_proof(const struct export *x, struct buf *out);

/*
 * Adds how a fix's variant compares with upstream's patch, for the same space.
 */
void export_comparison(const struct export *x, const struct fix *fix,
		       struct buf *out);

#endif

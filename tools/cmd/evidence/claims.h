/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_CLAIMS_H
#define CMD_EVIDENCE_CLAIMS_H

#include "cmd/evidence/finding.h"

/*
 * Works out again all that a bundle whose configuration could be read says of
 * itself, and that needs no build. 0, or -1 and *why when this machine could
 * not.
 */
int evidence_check_claims(struct verifying *v, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_ATTESTED_H
#define CMD_EVIDENCE_ATTESTED_H

#include "cmd/evidence/finding.h"

/* Asks whether a file that --verify gets has attestations, and no bundle. */
bool evidence_is_attestation(struct span bytes);

/*
 * Verifies attestations as evidence_attest() writes them: who signed each, its
 * types, its result, and that each of the kernels (ended by NULL) is a subject
 * of one. 0; 1 and *why when the text is too large; -1 and *why.
 */
int evidence_verify_attestations(struct verifying *v, struct span text,
				 const char *signers, char *const *kernels,
				 struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_SIGN_H
#define CMD_EVIDENCE_SIGN_H

#include "cmd/evidence/finding.h"

/*
 * Signs a text with an SSH key, as evidence_sign() does; *signature gets what
 * ssh-keygen makes. 0 or -1 and *why.
 */
int evidence_sign_text(struct span text, const char *key,
		       struct buf *signature, struct diag *why);

/*
 * Signs the manifest, which has a sha256 of every other member, with an SSH
 * key (the private one, or the public one of a key that an agent holds), as
 * git signs commits: the signature becomes a member. 0 or -1 and *why.
 */
int evidence_sign(struct members *m, const char *key, struct diag *why);

/*
 * Says who signed the bundle, held against a file of allowed signers as
 * ssh-keygen(1) describes it (NULL: none); v->folder has the members. 0 or
 * -1 and *why.
 */
int evidence_check_signature(struct verifying *v, const char *signers,
			     struct diag *why);

/*
 * Asks who made the signature of the text: one of the signers or, without
 * them, anybody. *said (emptied first) is what ssh-keygen says. 0; 1 when it is
 * of nobody such, or of another text; -1 and *why.
 */
int evidence_who_signed(struct span text, struct span signature,
			const char *signers, struct buf *said,
			struct diag *why);

#endif

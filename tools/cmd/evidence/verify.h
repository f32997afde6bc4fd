/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_VERIFY_H
#define CMD_EVIDENCE_VERIFY_H

#include "cmd/evidence/evidence.h"
#include "sys/matrix/judge.h"

/* What the files of `backport evidence --verify` share. */

enum word { VERIFIED, WRONG, NOT_VERIFIED };

struct verifying {
	const struct ctx *ctx;
	struct members m;
	json_t *manifest;	/* worked out from the members */
	char *folder;		/* where they are written to */
	struct conf conf;
	const struct branch *branch;
	struct judging judging;
	size_t nr_wrong;
};

/* Prints one thing that was looked at, and counts what is wrong. */
__attribute__((format(printf, 3, 4)))
void evidence_say(struct verifying *v, enum word word, const char *fmt, ...);

/* Works out again what a bundle whose configuration could be read says of itself. */
void evidence_check_claims(struct verifying *v);

#endif

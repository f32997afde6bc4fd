/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_FINDING_H
#define CMD_EVIDENCE_FINDING_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "sys/matrix/judge.h"
#include "sys/os/tar.h"

/* What is found of one thing that a bundle claims. */
enum finding { VERIFIED, WRONG, NOT_VERIFIED };

/* A bundle that is verified. */
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

/* Prints one finding, and counts what is wrong. */
__attribute__((format(printf, 3, 4)))
void evidence_say(struct verifying *v, enum finding finding, const char *fmt,
		  ...);

/*
 * Says why something in the bundle cannot be worked out again. 0; -1 when the
 * fault is this machine's, which says nothing of the bundle.
 */
int evidence_say_unread(struct verifying *v, const struct diag *why);

#endif

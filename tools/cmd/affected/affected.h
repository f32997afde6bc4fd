/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_AFFECTED_AFFECTED_H
#define CMD_AFFECTED_AFFECTED_H

/* What the files of this command share. */
#include <jansson.h>

#include "cmd/cmd.h"
#include "core/affected/affected.h"
#include "sys/affected/contents.h"
#include "sys/build/kernel.h"
#include "sys/series/variant.h"

/* A release, and what building and booting it came to. */
struct release {
	const char *name;	/* borrowed */
	const git_oid *tree;	/* borrowed */
	char *side;	/* of its images and results: "v4.9.3" */
	char *reason;	/* one sentence; "" */
	char image[65];	/* sha256 of the kernel; "" when there is none */
	bool built;	/* there is a result of its build */
	json_t *consoles;	/* paths of the boots' logs; NULL: no boot */
	bool stored;	/* known from a run before */
	double seconds;	/* of the build and the boots */
};

/* A fix, and the releases that are asked about. */
struct asked {
	const struct ctx *ctx;
	const char *fix_name, *branch_name, *bases;
	bool dry_run;
	const struct fix *fix;
	const struct branch *like;	/* whose configuration is built */
	/* the same in memory, with this fix alone and no patch */
	struct branch branch;
	struct fix *only[1];
	struct variant variant;	/* of that branch */
	struct kernel kernel;
	struct contents contents;
	struct release *release;	/* per base of contents */
	struct affected a;
};

#endif

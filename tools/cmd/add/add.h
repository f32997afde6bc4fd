/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_ADD_H
#define CMD_ADD_ADD_H

#include "cmd/cmd.h"

/* What the user asks for. */
struct add_options {
	struct strings patches;	/* files, folders, commits or "-" */
	const char *name;	/* of the fix; NULL: of its subject */
	const char *upstream;	/* 12 to 40 hex digits or "none"; NULL: as it says */
	struct strings branches;	/* none: all of the configuration */
	struct strings tests;	/* folders of tests */
	bool dry_run;
};

#endif

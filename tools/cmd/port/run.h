/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_RUN_H
#define CMD_PORT_RUN_H

#include "cmd/cmd.h"
#include "sys/series/port-patch.h"
#include "sys/series/variant.h"

/* What the user asks for. */
struct port_options {
	const char *patch;	/* a file, - or a commit */
	const char *from, *base;	/* TREEISH; may be NULL */
	const char **to;	/* branches; the array is owned */
	size_t nr_to;
	const char *out;	/* -o */
	const char *name;	/* of the variant's file */
	const char *upstream;	/* 40 hex digits; NULL: as the patch says */
	bool dry_run, force;
};

/* One run over all targets. */
struct port_run {
	const struct ctx *ctx;
	const struct port_options *o;
	git_repository *cache;
	struct variant patch;
	struct port_tree from;
	const char *name;	/* of the variant's file; borrowed */
	char upstream[41];	/* "" when none is known */
};

#endif

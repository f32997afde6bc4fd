/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_RUN_H
#define CMD_PORT_RUN_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "sys/build/two-trees.h"
#include "sys/port/source.h"
#include "sys/series/variant.h"

/* What the user asks for. */
struct port_options {
	const char *patch;	/* a file, -, a commit or A..B */
	const char *from, *base;	/* TREEISH; may be NULL */
	struct strings to;	/* branches */
	struct strings repositories;	/* to look in */
	const char *out;	/* -o */
	const char *name;	/* of the variant's file */
	const char *upstream;	/* 12 to 40 hex; NULL: as the patch says */
	const char *conflicts;	/* the folder to leave them in */
	const char *resume;	/* --continue: such a folder, resolved */
	bool dry_run, force, prerequisites;
	bool build;
};

/* One patch to carry, of perhaps several. */
struct port_mail {
	struct variant variant;
	char *name;		/* of the variant's file; owned */
	char upstream[41];	/* "" when the header needs none */
};

/* One run over all targets. */
struct port_run {
	const struct ctx *ctx;
	struct port_options *o;
	git_repository *cache;
	struct port_mail *mail;	/* in the order in which they apply */
	size_t nr;
	/* the tree that they were made for; owned but for the cache */
	struct port_source source;
	char *made_for;	/* the TREEISH of that, by PATCH; owned; or NULL */
	json_t *resumed;	/* what --continue's folder says of the port */
};

/* Where a patch is carried to. */
struct port_target {
	const char *name;	/* as the user called it */
	const struct branch *branch;	/* NULL: a tree alone */
	struct port_tree tree;
	/* per mail: its series has a variant of that name */
	bool *listed;
	struct buf made;	/* for -o */
	struct compiled compiled;	/* the patch at hand, for --build */
};

#endif

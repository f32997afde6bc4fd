/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_REQUEST_H
#define CMD_APPLY_REQUEST_H

#include "cmd/cmd.h"
#include "core/apply/placement.h"

/* What `backport apply` is asked for. */
struct apply_options {
	const char *base, *series, *patches;	/* TREEISH, file, folder */
	const struct branch *branch;	/* whose series it is; or NULL */
	/* whose base it is made to, by what its section lays over; or NULL */
	const struct branch *over;
	const char *bases;	/* pattern of base names */
	const char *ref;	/* --commit */
	const char *checkout;	/* folder */
	struct strings below;	/* --base-series files */
	char *const *patch;	/* files that are named instead of a series */
	size_t nr_patches;
	struct place_options place;
	bool check, keep_going, reverse, stage;
};

#endif

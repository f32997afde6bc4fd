/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_APPLY_H
#define CMD_APPLY_APPLY_H

#include "cmd/cmd.h"
#include "sys/series/apply-series.h"

/* What the files of `backport apply` share. */

struct apply_options {
	const char *base, *series, *patches;	/* TREEISH, file, folder */
	const char *bases;	/* pattern of base names */
	const char *ref;	/* --commit */
	const char *checkout;	/* folder */
	const char **below;	/* --base-series files; the array is owned */
	size_t nr_below;
	struct place_options place;
	bool check, keep_going, reverse, stage;
};

/*
 * Reads the command line into *o, which is all 0, and leaves optind at the BRANCH if there is one; the strings stay argv's.
 * 0, or the exit status of cmd_usage(); apply_options_release() either way.
 */
int apply_options_read(struct apply_options *o, int argc, char **argv);

/* Frees the contents and leaves *o empty. */
void apply_options_release(struct apply_options *o);

/* Reads the series: those below, then the own one, turned round if wanted. 0 or -1 and *why. */
int apply_load(struct queue *c, const struct apply_options *o,
	       struct diag *why);

/* Prints what became of a patch. */
void apply_show(const struct ctx *ctx, const struct queued_patch *p,
		const struct patch_result *change);

/* Checks the series over all bases that match o->bases and prints a table; returns the exit status. */
int apply_bases(struct ctx *ctx, const struct apply_options *o);

/* Applies the series to the base, and as far out as o says; returns the exit status. */
int apply_series(struct ctx *ctx, const struct apply_options *o);

/*
 * Lets the branch of that name stand for its base, series and patches where o has none, and
 * applies them; with o->stage it is the apply stage of the matrix. Returns the exit status.
 */
int apply_branch(struct ctx *ctx, struct apply_options *o, const char *name);

#endif

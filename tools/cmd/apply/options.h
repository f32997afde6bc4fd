/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_OPTIONS_H
#define CMD_APPLY_OPTIONS_H

#include <getopt.h>

#include "cmd/cmd.h"
#include "core/apply/place.h"

/* What getopt_long() takes. */
extern const struct option apply_option_table[];
#define APPLY_SHORTS	"R"

/* What `backport apply` is asked for. */
struct apply_options {
	const char *base, *series, *patches;	/* TREEISH, file, folder */
	const struct branch *branch;	/* whose series it is; NULL: nobody's */
	const char *bases;	/* pattern of base names */
	const char *ref;	/* --commit */
	const char *checkout;	/* folder */
	const char **below;	/* --base-series files; the array is owned */
	size_t nr_below;
	struct place_options place;
	bool check, keep_going, reverse, stage;
};

/*
 * Reads the command line into *o, which is all 0, and leaves optind at the
 * BRANCH if there is one; the strings stay argv's. 0, or the exit status of
 * cmd_usage(); apply_options_release() either way.
 */
int apply_options_read(struct apply_options *o, int argc, char **argv);

/* Frees the contents and leaves *o empty. */
void apply_options_release(struct apply_options *o);

#endif

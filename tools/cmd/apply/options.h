/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_OPTIONS_H
#define CMD_APPLY_OPTIONS_H


#include "cmd/apply/request.h"

/* What getopt_long() takes. */
extern const struct option apply_option_table[];
#define APPLY_SHORTS	"R"

/*
 * Reads the command line into *o, which is all 0, and leaves optind at the
 * BRANCH if there is one; the strings stay argv's. 0, or the exit status of
 * cmd_usage(); apply_options_release() either way.
 */
int apply_options_read(struct apply_options *o, const struct cmd *cmd, int argc,
		       char **argv);

/* Frees the contents and leaves *o empty. */
void apply_options_release(struct apply_options *o);

#endif

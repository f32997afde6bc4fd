/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_BASES_H
#define CMD_APPLY_BASES_H

#include "cmd/apply/request.h"

/*
 * Checks the series on all bases that match o->bases and prints a table;
 * returns the exit status.
 */
int apply_to_bases(const struct ctx *ctx, const struct apply_options *o);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_BASE_H
#define CMD_APPLY_BASE_H

#include "cmd/apply/request.h"

/*
 * Applies the series to the base and publishes the result as o says; returns
 * the exit status.
 */
int apply_to_base(const struct ctx *ctx, const struct apply_options *o);

#endif

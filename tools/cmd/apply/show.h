/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_SHOW_H
#define CMD_APPLY_SHOW_H

#include "cmd/cmd.h"
#include "sys/series/apply-series.h"

/* Prints what became of a patch. */
void apply_show(const struct ctx *ctx, const struct queued_patch *p,
		const struct patch_result *result);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_APPLY_LOAD_H
#define CMD_APPLY_LOAD_H

#include "cmd/apply/request.h"
#include "sys/series/apply-series.h"

/*
 * Reads the series below, then the branch's own, reversed if o says so. 0 or -1
 * and *why; queue_release() either way.
 */
int apply_load(struct queue *q, const struct apply_options *o,
	       struct diag *why);

#endif

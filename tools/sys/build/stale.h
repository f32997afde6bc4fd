/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_STALE_H
#define SYS_BUILD_STALE_H

#include "cmd/cmd.h"
#include "core/verdict/verdict.h"

/*
 * Compares the stored result of a build or a boot, if there is one, with its
 * inputs as they are now: true when the kernel, the check or a tool is another
 * one by now, and *why says what changed. Where its inputs cannot be had,
 * stderr says that nobody can tell, unless -q.
 */
bool stage_is_stale(const struct ctx *ctx, const struct branch *b,
		    enum stage_name stage, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_PREFLIGHT_H
#define SYS_BOOT_PREFLIGHT_H

#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/conf/conf.h"

/*
 * Asks before anything is compiled whether the branch's kernels can be booted
 * and judged: QEMU is there, and a check compiles whose fixes have signatures
 * with steps of it. left_out, if not NULL, gets a sentence for each other check
 * beside one that does: only its own fixes cannot be judged. 0; 1 and *why when
 * not; -1 and *why.
 */
int boot_preflight(const char *root, const struct branch *b,
		   struct strings *left_out, struct diag *why);

#endif

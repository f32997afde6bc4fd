/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_PREFLIGHT_H
#define SYS_BOOT_PREFLIGHT_H

#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Asks before anything is compiled whether the branch's kernels can be booted
 * and judged: QEMU is there, each check compiles, and each fix has a signature
 * whose steps its check has. 0; 1 and *why when not; -1 and *why.
 */
int boot_preflight(const char *root, const struct branch *b, struct diag *why);

#endif

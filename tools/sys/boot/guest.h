/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_GUEST_H
#define SYS_BOOT_GUEST_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Packs the initramfs of a fix's check for one side of a branch, adding it to out: /init, compiled from
 * root/guest with the target's cross compiler, and the fix's module, which the build left. /init is kept in the
 * cache under a name made of its sources and the compiler, so it is compiled once. 0; 1 when
 * it does not compile or no compiler is there, *why has the sentence; -1 and *why.
 */
int guest_pack(const char *root, const struct branch *branch,
	       const struct fix *fix, const char *side, struct buf *out,
	       struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BUSYBOX_H
#define SYS_BOOT_BUSYBOX_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Reads the static busybox for the target that `backport deps` left in the
 * cache, busybox/ARCH/busybox, where ARCH is Debian's name for it. 0; 1 when
 * there is none, *why says what to run; -1 and *why.
 */
int busybox_find(struct buf *program, const struct target *target,
		 struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_FIRMWARE_H
#define SYS_BOOT_FIRMWARE_H

#include "core/text/diag.h"
#include "sys/conf/conf.h"
#include "sys/store/key.h"

/*
 * Adds to a key the firmware that QEMU takes from its own folders: what the
 * target's machine starts with, and what its arguments name there. Each file
 * goes in by its digest, or as "none found". 0 or -1 and *why.
 */
int firmware_add(const struct target *target, struct result_key *k,
		 struct diag *why);

#endif

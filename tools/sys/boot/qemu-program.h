/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_QEMU_PROGRAM_H
#define SYS_BOOT_QEMU_PROGRAM_H

#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/conf/conf.h"

/*
 * The first line of the --version of a target's QEMU, caller frees; NULL and
 * *why when it is not there.
 */
char *qemu_version(const struct target *target, struct diag *why);

/*
 * Adds the folders in which it looks for firmware, first those of the target's
 * arguments. It is asked once per process for both; one that does not say them
 * has none. 0 or -1 and *why.
 */
int qemu_folders(const struct target *target, struct strings *folders,
		 struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_ACCEL_H
#define SYS_BOOT_ACCEL_H

#include "core/text/diag.h"
#include "sys/conf/conf.h"

/* What executes the kernel's instructions. */
enum accel {
	ACCEL_AS_GIVEN,	/* as the target's arguments say */
	ACCEL_TCG, ACCEL_KVM,
};

/*
 * Chooses it for a target. accel = auto is KVM where QEMU runs with it, which
 * is tried: a /dev/kvm that is there may not work, and QEMU then aborts. The
 * try is made once per process and target. 0 or -1 and *why.
 */
int accel_choose(const struct target *target, enum accel *accel,
		 struct diag *why);

/* QEMU's arguments for it, a NULL behind the last. */
const char *const *accel_args(enum accel accel);

/* "tcg", "kvm"; "" for as given. */
const char *accel_name(enum accel accel);

#endif

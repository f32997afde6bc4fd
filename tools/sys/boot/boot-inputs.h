/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOT_INPUTS_H
#define SYS_BOOT_BOOT_INPUTS_H

#include "core/text/buf.h"
#include "core/verdict/stage.h"
#include "sys/boot/guest.h"
#include "sys/build/image.h"
#include "sys/conf/conf.h"
#include "sys/store/key.h"

/* What the boots of one side of a branch depend on. */
struct boot_inputs {
	/* set by the caller, borrowed */
	const struct branch *branch;
	const char *side;	/* "before", "after" */
	const struct mode *mode;
	size_t nr_modes;
	long repeat;		/* boots per mode */
	/* found */
	char *qemu;		/* its version */
	char *digest;		/* of the kernel, as its build said */
	/*
	 * The kernel was built, and this machine has nothing of the branch's
	 * builds: it is on the disk of another one.
	 */
	bool elsewhere;
	bool holds;		/* held is taken */
	struct image held;	/* the kernel and its modules */
	char *initrd;		/* path, to which each boot adds its label */
	struct guest guest;
};

/*
 * Finds the kernel that the build left, by its result below out, and QEMU.
 * PASS, or the outcome of a boot without them and *why.
 */
enum outcome boot_inputs_find(struct boot_inputs *b, const char *out,
			      struct diag *why);

/*
 * Finds what each initramfs holds and makes the key of it all;
 * result_key_end() frees it. NULL and *why. It has a digest of each check as it
 * would be compiled now, and, not with b->elsewhere, one of its modules.
 */
struct result_key *boot_inputs_key(struct boot_inputs *b, struct diag *why);

/*
 * Readies a boot: makes sure that the kernel is the one that was built, and
 * holds it until boot_inputs_release(). 0 or -1 and *why.
 */
int boot_inputs_hold(struct boot_inputs *b, struct diag *why);

/* Frees what was found. */
void boot_inputs_release(struct boot_inputs *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOT_INPUTS_H
#define SYS_BOOT_BOOT_INPUTS_H

#include <jansson.h>

#include "core/text/buf.h"
#include "core/verdict/stage.h"
#include "sys/boot/one-boot.h"
#include "sys/build/image.h"
#include "sys/conf/conf.h"
#include "sys/store/key.h"

/* A kernel of a side: see sys/build/mode-kernels.h. */
struct side_kernel {
	const struct mode *mode;	/* that it is built for; NULL: none */
	char *side;		/* of its images */
	char *digest;		/* as its build said */
	bool holds;		/* held is taken */
	struct image held;	/* the kernel and its modules */
	struct guest_modules modules;
};

/* What the boots of all sides of a branch share; found when first wanted. */
struct boot_shared {
	struct guest guest;
	struct result_key *key;	/* its part of theirs; NULL: not found */
};

/* Frees the contents. */
void boot_shared_release(struct boot_shared *s);

/* What the boots of one side of a branch depend on. */
struct boot_inputs {
	/* set by the caller, borrowed */
	const struct branch *branch;
	struct boot_shared *shared;
	const char *side;	/* "before", "after" */
	long repeat;		/* boots per mode */
	/* found */
	char *qemu;		/* its version */
	struct side_kernel *kernel;	/* first the one of no mode */
	size_t nr_kernels;
	/* by mode: what the build's result says of a kernel that is missing */
	json_t *missing;
	/*
	 * The kernel was built, and this machine has nothing of the branch's
	 * builds: it is on the disk of another one.
	 */
	bool elsewhere;
	char *initrd;		/* path, to which each boot adds its label */
	/* held, by mode of the branch; no image where the kernel is missing */
	struct boot_kernel *boot;
};

/*
 * Finds the kernel that the build left, by its result below out, and QEMU.
 * PASS, or the outcome of a boot without them and *why.
 */
enum outcome boot_inputs_find(struct boot_inputs *b, const char *out,
			      struct diag *why);

/* Adds to a key what configuration and check.conf say of how it is booted. */
void boot_inputs_configured(const struct branch *b, struct result_key *k);

/*
 * Finds what each initramfs holds and makes the key of it all;
 * result_key_end() frees it. NULL and *why. It has a digest of each check as it
 * would be compiled now, and, not with b->elsewhere, one of its modules.
 */
struct result_key *boot_inputs_key(struct boot_inputs *b, struct diag *why);

/*
 * Readies a boot: makes sure that the kernels are those that were built, and
 * holds them until boot_inputs_release(). 0 or -1 and *why.
 */
int boot_inputs_hold(struct boot_inputs *b, struct diag *why);

/* Frees what was found. */
void boot_inputs_release(struct boot_inputs *b);

#endif

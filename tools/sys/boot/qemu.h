/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_QEMU_H
#define SYS_BOOT_QEMU_H

#include <stdbool.h>

#include "core/console/boot-outcome.h"
#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/conf/conf.h"

/* When a boot is ended; seconds, of a machine that is not slow. */
enum {
	/* for the guest to power off after its end line */
	QEMU_AFTER_END_S = 3,
	QEMU_AFTER_PANIC_S = 2,	/* for the rest of what a panic prints */
	QEMU_SILENCE_S = 30,	/* no output at all */
	QEMU_TIMEOUT_S = 120,	/* when the target says none */
	QEMU_LOG_MAX = 100 << 20,	/* bytes */
};

/* A kernel to boot. */
struct qemu_boot {
	const struct target *target;
	const char *kernel, *initrd;	/* paths */
	const char *append;	/* whole kernel command line */
	long timeout_s;
	const unsigned char *secret;	/* of the guest's lines */
	const char *log;	/* file that takes the console */
	/* when not NULL, the console on stderr too, this before each line */
	const char *show;
};

/*
 * Boots nr kernels, at most PROC_AT_ONCE, side by side (a boot mostly waits for
 * firmware), and ends each by the rules above. 0 with end[i] filled of q[i]; -1
 * and *why when a QEMU could not be started. All are of one target.
 */
int qemu_boot(const struct qemu_boot *q, size_t nr, struct boot_end *end,
	      struct diag *why);

/* Prints the whole command on stdout, for a shell. 0 or -1 and *why. */
int qemu_print(const struct qemu_boot *q, struct diag *why);

/*
 * Runs QEMU on this terminal in place of us, with more arguments,
 * NULL-terminated, in a sandbox that has the network if there are some. -1 and
 * *why when it cannot be run.
 */
int qemu_enter(const struct qemu_boot *q, const char *const *more,
	       struct diag *why);

/* Adds the files that the target's arguments name. */
void qemu_files(const struct target *target, struct strings *files);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_GUEST_PACK_H
#define SYS_BOOT_GUEST_PACK_H

#include "sys/boot/guest.h"

/* Which checks a boot runs, in this order. */
struct guest_pick {
	const struct check **check;
	size_t nr;
	const struct guest_modules *modules;	/* of the kernel */
	bool shell;	/* they are not run: a shell on the console */
};

/*
 * Adds the lines of the plan that are of one check, its time limit being so
 * many times longer.
 */
void guest_plan(struct buf *plan, const struct guest_check *g, double slowness);

/*
 * Adds the packed initramfs to out, limits being stretched for a slow machine.
 * secret, in hex, is the boot's, for PID 1 alone; NULL packs what is the same
 * for each boot on each machine. 0 or -1 and *why.
 */
int guest_pack(const struct guest *g, const struct guest_pick *pick,
	       const char *secret, struct buf *out, struct diag *why);

#endif

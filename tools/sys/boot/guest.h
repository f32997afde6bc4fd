/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_GUEST_H
#define SYS_BOOT_GUEST_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/* What the initramfs of a fix's check holds: PID 1 and the fix's module. */
struct guest {
	struct buf init, module;
	char *module_name;	/* NULL when there is none */
};

/*
 * Finds it for one side of a branch: /init is compiled from root/guest with
 * the target's cross compiler and kept in the cache under a name made of its
 * sources and the compiler, so it is compiled once; the build left the module,
 * which side NULL leaves out.
 * 0; 1 when it does not compile or no compiler is there, *why has the
 * sentence; -1 and *why. guest_release() either way.
 */
int guest_find(struct guest *g, const char *root, const struct branch *branch,
	       const struct fix *fix, const char *side, struct diag *why);

/*
 * Adds the packed initramfs to out. secret, in hex, is the boot's, for PID 1
 * alone; NULL packs what is the same for each boot. 0 or -1 and *why.
 */
int guest_pack(const struct guest *g, const char *secret, struct buf *out,
	       struct diag *why);

/* Frees the contents. */
void guest_release(struct guest *g);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_GUEST_H
#define SYS_BOOT_GUEST_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/check.h"

/* A file that a check has in the guest. */
struct guest_file {
	char *name;	/* below checks/NAME/ */
	unsigned int mode;
	bool script;	/* of busybox's shell */
	struct buf bytes;
};

/* What a check brings into the initramfs. */
struct guest_check {
	const struct check *check;
	struct guest_file *file;	/* first its programs, if it has any */
	size_t nr, nr_programs;
	bool in_shell;	/* it wants busybox */
	char *why;	/* it has no program, as this says; NULL when it has */
};

/* What the initramfs of a branch's boots is made of, whatever the kernel. */
struct guest {
	struct buf init;	/* PID 1 */
	struct buf busybox;	/* empty: no check wants it */
	struct guest_check *check;	/* each of the branch's once */
	size_t nr;
};

/*
 * Finds it for a branch: programs are compiled with the target's cross
 * compiler, or come from the cache.
 * A check that is missing or does not compile is an error of its own in the
 * boots; it leaves the others alone.
 * 0; 1 when something of the project or the machine is missing, or no check at
 * all has a program, *why has the sentence; -1 and *why. guest_release() either
 * way.
 */
int guest_find(struct guest *g, const char *root, const struct branch *branch,
	       struct diag *why);

/* Keeps of a check that it cannot be run, and why. */
void guest_leave_out(struct guest_check *c, const struct diag *why);

/* That check's part; NULL when it has none of that name. */
const struct guest_check *guest_check_of(const struct guest *g,
					 const char *check);

/* Frees the contents. */
void guest_release(struct guest *g);

/* A module that a check brings, as it was built with a kernel. */
struct guest_module {
	const struct check *check;
	char *name;	/* NAME.ko, below checks/NAME/ */
	struct buf bytes;
};

struct guest_modules {
	struct guest_module *at;	/* in the order of the branch's fixes */
	size_t nr;
};

/*
 * Reads those of a branch's checks in the folder images. 0 or -1 and *why.
 * guest_modules_release() either way.
 */
int guest_modules_find(struct guest_modules *m, const struct branch *branch,
		       const char *images, struct diag *why);

/* Frees the contents. */
void guest_modules_release(struct guest_modules *m);

#endif

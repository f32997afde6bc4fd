/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_TOOLCHAIN_H
#define SYS_BUILD_TOOLCHAIN_H

#include "core/text/diag.h"
#include "sys/conf/conf.h"

/* The programs that build a target's kernels. */
struct toolchain {
	char *compiler, *linker;	/* first line of their --version */
};

/*
 * The compiler of a target's kernels: its cc, else clang with llvm, else the
 * gcc of its cross. Caller frees.
 */
char *toolchain_cc(const struct target *t);

/* That of the guest's programs: cc when it is a gcc, else cross's. */
char *toolchain_guest_cc(const struct target *t);

/*
 * Looks for what builds its kernels. 0 with *t filled; 1 when one is missing,
 * *why names it and the package to install; -1 and *why when one could not be
 * run. toolchain_release() either way.
 */
int toolchain_find(struct toolchain *t, const struct target *target,
		   struct diag *why);

/* The same of what builds the guest's programs. */
int toolchain_find_guest(struct toolchain *t, const struct target *target,
			 struct diag *why);

/* Frees the contents and leaves *t empty. */
void toolchain_release(struct toolchain *t);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_COMPILE_H
#define SYS_BOOT_COMPILE_H

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Compiles PID 1 (check NULL), or a check's program, for the target; it is kept
 * in the cache under a name made of its sources and the compiler, so it is
 * compiled once. Adds its bytes to program. 0; 1 when it does not compile or no
 * compiler is there, *why has the sentence; -1 and *why.
 */
int compile_guest(struct buf *program, const char *root,
		  const struct target *target, const struct check *check,
		  struct diag *why);

/*
 * Compiles a check that is a selftest in the same way. What runs in the guest
 * stands below *folder/COMPILED_FILES, caller frees; *folder/COMPILED_LIST
 * tells it: see guest/selftest.mk. Returns as compile_guest().
 */
#define COMPILED_FILES	"files"
#define COMPILED_LIST	"list"

int compile_selftest(char **folder, const char *root, const struct branch *b,
		     const struct check *check, struct diag *why);

#endif

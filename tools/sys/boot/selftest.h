/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_SELFTEST_H
#define SYS_BOOT_SELFTEST_H

#include <git2.h>

#include "core/text/diag.h"
#include "sys/conf/check.h"

/*
 * A check that is a kselftest of the kernel under test: what it is compiled
 * from, out of the base of the branch.
 */

#define SELFTESTS	"tools/testing/selftests"

struct selftest {
	git_repository *repo;
	/*
	 * of the test's folder and of what such tests include, each where it
	 * stands in the base; stored in repo
	 */
	git_oid tree;
	char *folder;	/* "net/forwarding", below SELFTESTS */
	char *program;	/* that is wanted of it alone; "": all */
};

/*
 * Finds it for the branch. 0; 1 when the branch has no base or the base no such
 * test, *why has the sentence; -1 and *why. selftest_release() either way.
 */
int selftest_find(struct selftest *s, const char *root, const struct branch *b,
		  const struct check *check, struct diag *why);

/* Frees the contents. */
void selftest_release(struct selftest *s);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_TESTS_H
#define CMD_ADD_TESTS_H

#include "cmd/add/new-fix.h"

/*
 * Finds, in the sources of LTP or of a kernel's selftests in folder, the tests
 * that name the fixes' upstream commits: their paths go into fix->tests. 0 or
 * -1 and *why.
 */
int add_find_tests(struct new_fixes *l, const char *folder, struct diag *why);

#endif

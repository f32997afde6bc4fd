/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_JUNIT_H
#define CORE_REPORT_JUNIT_H

#include "core/matrix/matrix.h"

/*
 * Writes JUnit XML: a testsuite a branch; a testcase a stage, one for the
 * verdict, one a boot without the fix, and one a step of a boot with it. A
 * failure is the kernel's or the patch's fault, an error is ours.
 */
void report_junit(const struct matrix *r, struct buf *out);

#endif

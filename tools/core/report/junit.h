/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_JUNIT_H
#define CORE_REPORT_JUNIT_H

#include "core/matrix/matrix.h"

/*
 * Writes JUnit XML: one testsuite per branch; one testcase per stage, one for
 * the verdict, one per boot without the fix, and one per step of a boot with
 * it. A failure is the kernel's or the patch's fault, an error is ours.
 */
void report_junit(const struct matrix *r, struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_KTAP_H
#define CORE_REPORT_KTAP_H

#include "core/matrix/matrix.h"

/*
 * Writes KTAP version 1 (Documentation/dev-tools/ktap.rst): a test a branch, in
 * it one a stage and the verdict, in a boot one a mode, in that the check's
 * steps. A step that fails without the fix as it should is ok # XFAIL.
 */
void report_ktap(const struct matrix *r, struct buf *out);

#endif

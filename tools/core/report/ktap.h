/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_KTAP_H
#define CORE_REPORT_KTAP_H

#include "core/matrix/matrix.h"

/*
 * Writes KTAP version 1 (Documentation/dev-tools/ktap.rst): one test per
 * branch; in it one per stage and one for the verdict; in a boot one per mode,
 * with the check's steps. A step that fails without the fix as it should is
 * ok # XFAIL.
 */
void report_ktap(const struct matrix *r, struct buf *out);

#endif

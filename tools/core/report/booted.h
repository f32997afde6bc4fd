/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_BOOTED_H
#define CORE_REPORT_BOOTED_H

#include <jansson.h>

#include "core/matrix/matrix.h"

/*
 * The kernels that a fix's check, or with NULL any check, was booted in at a
 * step: an object of sha256 by mode, "" being the step's own kernel. The
 * caller's reference.
 */
json_t *booted_kernels(const struct matrix_stage *boot, const char *fix);

#endif

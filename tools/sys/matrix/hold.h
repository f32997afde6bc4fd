/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_HOLD_H
#define SYS_MATRIX_HOLD_H

#include <stdbool.h>

#include "sys/conf/conf.h"

/*
 * True when running the branch's stages would change nothing: each has a result
 * of the inputs that there are now, boots with that many per mode, and what was
 * built is still there. False when that cannot be told. Run in the project's
 * folder.
 */
bool results_hold(const struct branch *b, const char *out, long repeat);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_OBJECT_DATA_H
#define CORE_OBJECT_OBJECT_DATA_H

#include <stdbool.h>

#include "core/text/span.h"

/*
 * Asks whether two object files hold the same data, byte by byte: all that is
 * loaded, but is no code. The table of BUG() and WARN(), which has lines of the
 * source, is passed over. False for what is no object file.
 */
bool object_same_data(struct span a, struct span b);

#endif

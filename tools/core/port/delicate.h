/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_DELICATE_H
#define CORE_PORT_DELICATE_H

#include "core/patch/patch.h"

/*
 * Why a hunk may have another effect in another tree even where all its lines
 * are the same: it changes a condition and calls what the file does not name,
 * or it removes an #if, #else or #endif; neither counts when the function is
 * known to be the one that the hunk was made for. Or it puts lines between two
 * calls without arguments: these may enter and leave a state of the processor,
 * which depends on the callers. A sentence; NULL when none of this is so.
 */
const char *hunk_delicate(const struct hunk *h, struct span file, bool known);

#endif

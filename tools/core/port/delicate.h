/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_DELICATE_H
#define CORE_PORT_DELICATE_H

#include "core/patch/patch.h"

/*
 * What a hunk does that may do another thing in another tree even where all its
 * lines are the same: it makes another condition of one, with a call of what
 * the file does not have, or takes an #if, #else or #endif away, unless the
 * function is known to be the one it was made for; or it puts lines between two
 * calls without arguments, as those that enter and leave a state of the
 * processor, which depends on the callers. A sentence; NULL for none of it.
 */
const char *hunk_delicate(const struct hunk *h, struct span file, bool known);

#endif

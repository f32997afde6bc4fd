/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_SIDE_H
#define CORE_PORT_SIDE_H

#include "core/merge/align.h"
#include "core/merge/change.h"

/*
 * A place for whole functions and other items that c adds at the top level of a
 * file, by the lines on one side of them: behind what stands in front of them,
 * else in front of what stands behind. Those lines must be there and have one
 * place; of a function behind them its head will do. *a, which has none,
 * becomes an alignment of that side alone; false, and it stays, when neither
 * will do.
 */
bool site_rest_on_side(struct alignment *a, const struct port_change *c,
		       const struct align_scope *in);

#endif

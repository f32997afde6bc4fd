/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_REWORDED_H
#define CORE_PORT_REWORDED_H

#include "core/merge/change.h"
#include "core/port/functions.h"

/*
 * Where what c adds may stand in function f of the target in other words: the
 * line of the first, from 1. 0 when some of it has no like there, in this
 * order, or when what c removes stands there.
 */
long reworded_at(const struct port_change *c, const struct port_lines *target,
		 const struct port_function *f);

#endif

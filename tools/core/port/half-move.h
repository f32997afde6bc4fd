/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_HALF_MOVE_H
#define CORE_PORT_HALF_MOVE_H

#include "core/patch/patch.h"

/*
 * The other file of p that takes lines from d, or gives lines to it; NULL when
 * none does. To leave d out would do half of a move.
 */
const struct file_diff *port_half_move(const struct patch *p,
				       const struct file_diff *d);

#endif

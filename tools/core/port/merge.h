/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_MERGE_H
#define CORE_PORT_MERGE_H

#include "core/port/align.h"
#include "core/port/change.h"
#include "core/port/edits.h"

/*
 * Makes the edits that carry c to the file t, where a says. Adds to *edits, in
 * order. Returns the worst way that was taken; on MERGE_CONFLICT the edits
 * without a conflict are there all the same.
 */
enum merge_how port_merge(const struct port_change *c,
			  const struct port_lines *t,
			  const struct alignment *a, struct port_edits *edits);

#endif

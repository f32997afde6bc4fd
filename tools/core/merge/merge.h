/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_MERGE_H
#define CORE_MERGE_MERGE_H

#include "core/merge/align.h"
#include "core/merge/change.h"
#include "core/merge/edits.h"

/*
 * Makes the edits that carry c to the file t, where a says. Adds to *edits, in
 * order. Returns the worst way that was taken; on MERGE_CONFLICT the edits
 * without a conflict are there all the same. *partly: some of c is there
 * already, which needs no edit, and the edits make the rest.
 */
enum merge_how port_merge(const struct port_change *c,
			  const struct port_lines *t,
			  const struct alignment *a, struct port_edits *edits,
			  bool *partly);

#endif

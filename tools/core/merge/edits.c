// SPDX-License-Identifier: GPL-2.0-only
/* What a port replaces in a file. */
#include "core/merge/edits.h"

#include <stdlib.h>

struct buf *port_edits_add(struct port_edits *e, size_t from, size_t end,
			   enum merge_how how)
{
	e->edit = grow_array(e->edit, e->nr + 1, sizeof(*e->edit));
	e->edit[e->nr] = (struct port_edit){ .from = from, .end = end,
					     .how = how };
	return &e->edit[e->nr++].text;
}

void port_edits_release(struct port_edits *e)
{
	for (size_t i = 0; i < e->nr; i++)
		buf_release(&e->edit[i].text);
	free(e->edit);
	*e = (struct port_edits){ 0 };
}

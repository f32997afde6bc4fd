// SPDX-License-Identifier: GPL-2.0-only
/* What a port replaces in a file. */
#include "core/merge/edits.h"

#include <stdbool.h>
#include <stdlib.h>

struct buf *port_edits_add(struct port_edits *e, size_t from, size_t end,
			   enum merge_how how)
{
	e->edit = grow_array(e->edit, e->nr + 1, sizeof(*e->edit));
	e->edit[e->nr] = (struct port_edit){ .from = from, .end = end,
					     .how = how };
	return &e->edit[e->nr++].text;
}

static int by_place(const void *a, const void *b)
{
	const struct port_edit *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) :
	       x->end < y->end ? -1 : x->end > y->end;
}

void port_edits_write(struct port_edits *e, const struct port_lines *l,
		      struct span file, struct buf *out)
{
	bool last = false;	/* an edit makes the last line */
	size_t at = 0;

	if (e->nr)
		qsort(e->edit, e->nr, sizeof(*e->edit), by_place);
	for (size_t i = 0; i <= e->nr; i++) {
		size_t to = i < e->nr ? e->edit[i].from : l->nr;

		for (; at < to; at++) {
			buf_add(out, l->line[at].text.at, l->line[at].text.len);
			buf_addc(out, '\n');
		}
		if (i == e->nr)
			break;
		buf_add(out, e->edit[i].text.at, e->edit[i].text.len);
		at = e->edit[i].end > at ? e->edit[i].end : at;
		last = e->edit[i].end == l->nr && e->edit[i].text.len;
	}
	/* A last line without \n stays so, unless it is another one now. */
	if (out->len && file.len && !last && file.at[file.len - 1] != '\n')
		out->len--;
}

void port_edits_release(struct port_edits *e)
{
	for (size_t i = 0; i < e->nr; i++)
		buf_release(&e->edit[i].text);
	free(e->edit);
	*e = (struct port_edits){ 0 };
}

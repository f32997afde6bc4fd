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

/* Adds whole lines, with CR LF behind each when cr is set. */
static void add_lines(struct span text, bool cr, struct buf *out)
{
	struct span line;

	if (!cr)
		buf_add(out, text.at, text.len);
	while (cr && span_line(&text, &line)) {
		buf_add(out, line.at, line.len);
		buf_adds(out, span_ends(line, "\r") ? "\n" : "\r\n");
	}
}

/* True when the last line, whole in out, is to keep its \n. */
static bool ends_in_eol(const struct port_edits *e, const struct port_lines *l,
			struct span file, struct span out)
{
	struct span last = { "", 0 };

	if (e->eol != PORT_EOL_KEPT)
		return e->eol == PORT_EOL_ADDED;
	if (!file.len || file.at[file.len - 1] == '\n')
		return true;
	/* A last line without \n stays so, unless it is another one now. */
	while (span_line(&out, &last))
		;
	return !span_equals(last, l->line[l->nr - 1].text);
}

void port_edits_write(struct port_edits *e, const struct port_lines *l,
		      struct span file, struct buf *out)
{
	bool cr = l->nr && span_ends(l->line[0].text, "\r");
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
		add_lines(buf_span(&e->edit[i].text), cr, out);
		at = e->edit[i].end > at ? e->edit[i].end : at;
	}
	if (out->len && !ends_in_eol(e, l, file, buf_span(out)))
		out->len--;
}

void port_edits_release(struct port_edits *e)
{
	for (size_t i = 0; i < e->nr; i++)
		buf_release(&e->edit[i].text);
	free(e->edit);
	*e = (struct port_edits){ 0 };
}

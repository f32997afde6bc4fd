// SPDX-License-Identifier: GPL-2.0-only
/* Where a patch's changes stand in a file that has it applied. */
#include "core/compare/change.h"

#include "core/source/body.h"
#include "core/source/function-at.h"
#include "core/source/function-name.h"
#include "core/source/lines.h"

/* True when the hunk's postimage stands in file at a byte. */
static bool stands_at(const struct hunk *h, struct span file, size_t at)
{
	struct span rest = span_skip(file, at), line;

	for (size_t i = 0; i < h->nr; i++) {
		if (h->line[i].kind == '-')
			continue;
		if (!span_line(&rest, &line) ||
		    (!span_equals(line, h->line[i].text) &&
		     !span_equals(line, hunk_line_crlf(&h->line[i]))))
			return false;
	}
	return true;
}

/*
 * Finds the hunk's postimage: at its line, else at the only place that its tail's function leaves.
 * False when it stands nowhere, or in several places.
 */
static bool find_hunk(const struct hunk *h, struct text *t, size_t *found)
{
	struct span rest = t->bytes, line;
	bool named = func_decides(h->func);
	size_t nr = 0, nr_named = 0, last = 0;

	if (text_seek(t, h->new_start ? h->new_start - 1 : 0, found) &&
	    stands_at(h, t->bytes, *found))
		return true;
	while (h->new_nr && span_line(&rest, &line)) {
		size_t at = line.at - t->bytes.at;

		if (!stands_at(h, t->bytes, at))
			continue;
		last = at;
		nr++;
		if (!named || !func_holds(t, at, h->func))
			continue;
		*found = at;
		nr_named++;
	}
	if (nr == 1)
		*found = last;
	return nr == 1 || nr_named == 1;
}

/* Walks the hunk's postimage, which stands at a byte, up to the change's lines. */
static void see_group(struct change *g, struct span file, size_t at)
{
	struct span rest = span_skip(file, at), line;
	struct body body;

	g->file_from = at;
	for (size_t i = 0; i < g->to; i++) {
		if (i == g->from)
			g->file_from = rest.at - file.at;
		if (g->hunk->line[i].kind != '-')
			span_line(&rest, &line);
	}
	g->file = file;
	g->file_to = rest.at - file.at;
	if (body_at(&body, file, g->file_from) && body.name.len)
		g->file_scope = (struct scope){ .name = body.name, .known = true,
					   .ordered = true };
}

void changes_locate(struct changes *all, size_t diff_nr, struct span file)
{
	const struct hunk *hunk = NULL;
	struct text t;
	bool found = false;
	size_t at = 0;

	text_open(&t, file);
	for (size_t i = 0; i < all->nr; i++) {
		struct change *g = &all->change[i];

		if (g->diff_nr != diff_nr || !g->hunk)
			continue;
		if (g->hunk != hunk)
			found = find_hunk(g->hunk, &t, &at);
		hunk = g->hunk;
		if (found)
			see_group(g, file, at);
	}
	text_release(&t);
}

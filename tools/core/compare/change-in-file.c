// SPDX-License-Identifier: GPL-2.0-only
/* Where a patch's changes stand in a file that has it applied. */
#include "core/compare/change-in-file.h"

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

/* The line (from 0) of the hunk: the one behind it when it shows no line. */
static long first_line(const struct hunk *h)
{
	return h->new_nr ? h->new_start - 1 : h->new_start;
}

/* True when the hunk's postimage stands at its line, drift lines lower. */
static bool stands_drifted(const struct hunk *h, struct text *t, long drift,
			   size_t *found)
{
	long line = first_line(h) + drift;

	return line >= 0 && text_seek(t, (size_t)line, found) &&
	       stands_at(h, t->bytes, *found);
}

/*
 * Finds the hunk's postimage: at its line, as far off as the hunk before, or
 * at the only place within the function that its tail names. False when it
 * stands nowhere, or in several places.
 */
static bool find_hunk(const struct hunk *h, struct text *t, long drift,
		      size_t *found)
{
	struct span rest = t->bytes, line;
	bool named = func_decides(h->func);
	size_t nr = 0, nr_named = 0, last = 0;

	if (stands_drifted(h, t, 0, found) ||
	    (drift && stands_drifted(h, t, drift, found)))
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

/* Finds the function of the change; that of the change before often is it. */
static void find_body(struct change *c, const struct change *before)
{
	if (!file_diff_is_c(c->diff))
		return;
	if (before && before->body.to && c->file_from >= before->body.from &&
	    c->file_from <= before->body.to)
		c->body = before->body;
	else if (!body_at(&c->body, c->file, c->file_from))
		c->body = (struct body){ 0 };
	if (c->body.name.len)
		c->file_scope = (struct scope){ .name = c->body.name,
						.known = true,
						.ordered = true };
}

/* Walks the hunk's postimage, which stands at a byte, to the change's lines. */
static void see_change(struct change *c, struct span file, size_t at)
{
	struct span rest = span_skip(file, at), line;

	c->file_from = at;
	for (size_t i = 0; i < c->to; i++) {
		if (i == c->from)
			c->file_from = rest.at - file.at;
		if (c->hunk->line[i].kind != '-')
			span_line(&rest, &line);
	}
	c->file = file;
	c->file_to = rest.at - file.at;
}

/* The first change of that file diff or a later one. */
static size_t first_of_diff(const struct changes *all, size_t diff_nr)
{
	size_t low = 0, high = all->nr;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (all->change[mid].diff_nr < diff_nr)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void changes_locate(struct changes *all, size_t diff_nr, struct span file)
{
	const struct change *before = NULL;
	const struct hunk *hunk = NULL;
	struct text t;
	bool found = false;
	size_t at = 0;
	long drift = 0;

	text_open(&t, file);
	for (size_t i = first_of_diff(all, diff_nr); i < all->nr; i++) {
		struct change *c = &all->change[i];

		if (c->diff_nr != diff_nr)
			break;
		if (!c->hunk)
			continue;
		if (c->hunk != hunk) {
			found = find_hunk(c->hunk, &t, drift, &at);
			if (found)
				drift = (long)text_line_of(&t, at) -
					first_line(c->hunk);
		}
		hunk = c->hunk;
		if (!found)
			continue;
		see_change(c, file, at);
		find_body(c, before);
		before = c;
	}
	text_release(&t);
}

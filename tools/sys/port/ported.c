// SPDX-License-Identifier: GPL-2.0-only
/* What a patch became on its way to a tree: asked about, taken, written. */
#include "sys/port/ported.h"

#include <stdlib.h>

#include "sys/git/diff-text.h"
#include "sys/git/tree.h"

/* Digits of the ids in a diff. */
#define ABBREV 12

static int add_diff(const struct ported_part *part, struct buf *out,
		    struct diag *why)
{
	static const struct span none = { NULL, 0 };
	bool there = part->before.at != NULL;
	struct changed_file f = {
		.path = part->path, .from = part->from,
		.copied = part->diff->copy,
		.before = there ? buf_span(&part->before) : none,
		.after = part->mode ? buf_span(&part->after) : none,
		.old_mode = there ? part->old_mode : 0,
		.new_mode = part->mode,
	};

	return diff_text(&f, ABBREV, out, why);
}

bool ported_is_merged(const struct ported *p)
{
	if (p->worst != PORT_MERGED)
		return false;
	for (size_t i = 0; i < p->nr; i++) {
		if (ported_part_changes(&p->part[i]))
			return false;
		for (size_t k = 0; k < p->part[i].result.nr; k++)
			if (p->part[i].result.hunk[k].rung != PORT_MERGED)
				return false;
	}
	return true;
}

bool ported_is_carried(const struct ported *p)
{
	return p->worst != PORT_CONFLICT && !ported_is_merged(p);
}

int ported_take(const struct ported *p, struct tree *t, struct diag *why)
{
	for (size_t i = 0; i < p->nr; i++) {
		const struct ported_part *part = &p->part[i];
		struct buf copy = { 0 };
		int ret;

		if (!ported_part_changes(part))
			continue;
		buf_add(&copy, buf_span(&part->after).at, part->after.len);
		ret = part->mode ? tree_write(t, part->path, part->mode, &copy,
					      why) :
				   tree_remove(t, part->path, why);
		if (!ret && part->from && !part->diff->copy)
			ret = tree_remove(t, part->from, why);
		buf_release(&copy);
		if (ret)
			return -1;
	}
	return 0;
}

static void add_notes(const struct ported *p, const char *who, struct buf *out)
{
	for (size_t i = 0; i < p->nr; i++) {
		const struct file_diff *s = p->part[i].diff;

		if (p->part[i].moved)
			buf_addf(out, "[ %s: %s: %s%s here ]\n", who,
				 s->old_name, p->part[i].some ? "in part " :
				 "is ", p->part[i].path);
		for (size_t k = 0; k < p->part[i].result.nr; k++) {
			const struct port_hunk *h = &p->part[i].result.hunk[k];

			if (h->rung == PORT_EXACT)
				continue;
			buf_addf(out, "[ %s: ", who);
			if (h->function.len)
				buf_addf(out, "%.*s(): ",
					 (int)h->function.len, h->function.at);
			else
				buf_addf(out, "%s: ", p->part[i].path ?
					 p->part[i].path : s->old_name ?
					 s->old_name : s->new_name);
			buf_adds(out, port_rung_describe(h->rung));
			if (h->why[0])
				buf_addf(out, ", %s", h->why);
			buf_adds(out, " ]\n");
		}
	}
}

/* A diffstat below the --- would be of another diff. */
static struct span above_dashes(struct span text)
{
	struct span rest = text, line;

	while (span_line(&rest, &line))
		if (span_is(line, "---"))
			return (struct span){ text.at,
					      (size_t)(line.at - text.at) };
	return text;
}

int ported_write(const struct ported *p, const struct port_header *header,
		 const char *who, struct buf *out, struct diag *why)
{
	struct port_header h = *header;
	struct buf notes = { 0 };

	add_notes(p, who, &notes);
	h.text = above_dashes(h.text);
	h.notes = buf_span(&notes);
	port_header_write(&h, out);
	buf_release(&notes);
	if (out->len)
		buf_adds(out, "---\n");
	for (size_t i = 0; i < p->nr; i++)
		if (p->part[i].path && add_diff(&p->part[i], out, why))
			return -1;
	return 0;
}

void ported_release(struct ported *p)
{
	for (size_t i = 0; i < p->nr; i++)
		ported_part_release(&p->part[i]);
	free(p->part);
	*p = (struct ported){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* Why a pair is adapted, said for people. */
#include "core/compare/explain.h"

static void add_place(struct buf *out, struct span name)
{
	if (name.len)
		buf_add(out, name.at, name.len);
	else
		buf_adds(out, "the open, outside of any function");
}

static void add_head(struct buf *out, struct span head)
{
	struct span line;

	if (span_line(&head, &line))
		buf_addf(out, "'%.*s'", (int)line.len, line.at);
	else
		buf_adds(out, "another one or none");
}

/* Says what the pair stands by, and what upstream's stands by. */
static void add_stands(struct buf *out, const char *comma, const char *by,
		       const struct pair *pair)
{
	buf_addf(out, "%sstands %s ", comma, by);
	add_head(out, pair->past);
	buf_addf(out, ", upstream's %s ", by);
	add_head(out, pair->instead_of);
}

/* Says what becomes of the file itself. */
static void add_mode(struct buf *out, const struct file_diff *s)
{
	if (s->remove)
		buf_adds(out, "removed");
	else if (s->create || s->may_create)
		buf_addf(out, "created with mode %06o",
			 s->new_mode ? s->new_mode : 0100644);
	else
		buf_adds(out, "neither created nor removed");
}

void pair_explain(const struct pairing *p, const struct pair *pair,
		  struct buf *out)
{
	const struct change *u, *d;
	const char *comma = "";

	if (!pair->adapted && !pair->other_name)
		return;
	u = changes_first(p->up, pair->up);
	d = changes_first(p->down, pair->down);
	if (pair->adapted & ADAPTED_LINES) {
		buf_adds(out, "the changed lines differ");
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_PLACE) {
		bool both = u->file_scope.known && d->file_scope.known;

		buf_addf(out, "%sstands in ", comma);
		add_place(out, both ? d->file_scope.name : d->scope.name);
		buf_adds(out, ", upstream in ");
		add_place(out, both ? u->file_scope.name : u->scope.name);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_PAST) {
		struct span rest = pair->past, line = { "", 0 };

		span_line(&rest, &line);
		buf_addf(out, "%sstands on the other side of '%.*s'", comma,
			 (int)line.len, line.at);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_BEHIND) {
		buf_addf(out, "%sstands behind '%.*s', upstream's does not",
			 comma, (int)pair->past.len, pair->past.at);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_BESIDE) {
		add_stands(out, comma, "beside", pair);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_UNDER) {
		add_stands(out, comma, "under", pair);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_AROUND) {
		buf_addf(out, "%sno line around it is the same: another block?",
			 comma);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_ORDER) {
		buf_addf(out, "%sstands in another order among the fix's changes",
			 comma);
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_FILE) {
		buf_addf(out, "%sis in %s, upstream in %s", comma,
			 file_diff_name(d->diff), file_diff_name(u->diff));
		comma = "; ";
	}
	if (pair->adapted & ADAPTED_MODE) {
		buf_addf(out, "%sthe file is ", comma);
		add_mode(out, d->diff);
		buf_adds(out, ", upstream's ");
		add_mode(out, u->diff);
		comma = "; ";
	}
	if (pair->other_name)
		buf_addf(out, "%sthe function has another name", comma);
}

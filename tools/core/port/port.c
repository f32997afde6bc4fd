// SPDX-License-Identifier: GPL-2.0-only
/* One file diff's hunks carried to a file. */
#include "core/port/port.h"

#include <stdlib.h>

#include "core/apply/apply.h"
#include "core/port/carry.h"
#include "core/port/doubt.h"
#include "core/port/parameter.h"

/* A file diff that is being carried. */
struct port {
	const struct port_input *in;
	struct port_result *r;
	struct port_file file;
};

/* A hunk that apply places: its lines stand there verbatim. */
static void take_placed(struct port *p, const struct hunk *hunk,
			const struct placement *where, struct port_hunk *h)
{
	struct port_change c;
	struct alignment a;
	struct port_lines none = { 0 };
	size_t at = where->found > 0 ? (size_t)where->found - 1 : 0;

	h->line = where->found;
	h->score = 1000;
	if (where->placed == PLACED_MERGED) {
		h->rung = PORT_MERGED;
		return;
	}
	port_change_read(&c, hunk, &none, 0);
	align_verbatim(&a, c.old.nr, at);
	port_hunk_merge(&p->file, &c, &a, h);
	if (h->rung != PORT_CONFLICT)
		h->rung = PORT_EXACT;
	h->sure = h->rung == PORT_EXACT;
	alignment_release(&a);
	port_change_release(&c);
}

/* What apply did with the file diff as a whole, hunk by hunk. */
static void take_whole(const struct port_input *in,
		       const struct application *app, struct port_result *r)
{
	static const enum port_rung rung[] = {
		[APPLIED] = PORT_EXACT, [APPLIED_MERGED] = PORT_MERGED,
		[APPLIED_REFUSED] = PORT_CONFLICT,
	};
	/* What is to be removed and is not there is gone already. */
	bool missing = !in->target.at && !in->diff->create &&
		       app->applied != APPLIED_MERGED;

	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];

		h->rung = missing ? PORT_DROPPED : rung[app->applied];
		if (app->where && app->where[i].placed == PLACED_MERGED &&
		    h->rung == PORT_EXACT)
			h->rung = PORT_MERGED;
		h->sure = h->rung == PORT_EXACT;
		if (h->rung < PORT_DROPPED)
			h->score = 1000;
		if (app->where)
			h->line = app->where[i].found;
		if (h->rung >= PORT_DROPPED)
			port_hunk_say(h, "%s", app->reason);
	}
	/* A binary change, a mode, a name: it applies, or it does not. */
	if (!r->nr)
		r->worst = rung[app->applied];
	r->sure = r->worst == PORT_EXACT;
}

/* The hunks that apply places keep their places; the others are carried. */
static void carry_hunks(struct port *p, const struct application *app,
			struct buf *out)
{
	const struct file_diff *s = p->in->diff;

	for (size_t i = 0; i < s->nr; i++)
		if (placed_ok(app->where[i].placed))
			take_placed(p, &s->hunk[i], &app->where[i],
				    &p->r->hunk[i]);
	for (size_t i = 0; i < s->nr; i++)
		if (!placed_ok(app->where[i].placed))
			port_hunk_carry(&p->file, &s->hunk[i], &p->r->hunk[i]);
	buf_clear(out);
	port_edits_write(&p->file.edits, &p->file.target, p->in->target, out);
}

/* True when a hunk replaces a call of which there are more here. */
static bool has_more_copies(const struct port *p)
{
	const struct file_diff *s = p->in->diff;
	bool more = false;

	for (size_t i = 0; i < s->nr && p->file.source.nr && !more; i++) {
		struct port_lines none = { 0 };
		struct port_copies n;
		struct port_change c;

		port_change_read(&c, &s->hunk[i], &none, 0);
		more = port_change_has_more_copies(&c, &p->file.source,
						   &p->file.target, &n);
		port_change_release(&c);
	}
	return more;
}

static void port_end(struct port *p)
{
	port_lines_release(&p->file.target);
	port_lines_release(&p->file.source);
	port_functions_release(&p->file.functions);
	port_edits_release(&p->file.edits);
}

static void read_input(struct port *p)
{
	p->file.name = p->in->diff->new_name;
	p->file.diff = p->in->diff;
	p->file.beyond = p->in->beyond;
	port_lines_split(&p->file.target, p->in->target);
	p->file.no_eol = p->in->target.len && !span_ends(p->in->target, "\n");
	port_functions_find(&p->file.functions, &p->file.target);
	if (p->in->source.at)
		port_lines_split(&p->file.source, p->in->source);
}

static void carry_diff(struct port *p, struct buf *out)
{
	static const struct place_options strict = { 0 };
	const struct port_input *in = p->in;
	const struct file_diff *s = in->diff;
	struct port_result *r = p->r;
	struct application app;

	*r = (struct port_result){ .sure = true, .nr = s->nr };
	r->hunk = new_array(s->nr + 1, sizeof(*r->hunk));
	file_diff_apply(s, in->target, &strict, &app, out);
	if (in->target.at && app.where && !s->create && !s->remove &&
	    (app.applied == APPLIED_REFUSED ||
	     (app.applied == APPLIED && has_more_copies(p))))
		carry_hunks(p, &app, out);
	else
		take_whole(in, &app, r);
	if (app.applied == APPLIED_MERGED)
		buf_add(out, in->target.at, in->target.len);
	port_doubt(&(struct doubt_scope){
		s, in->patch, in->target, buf_span(out), in->source,
		&p->file.target, &p->file.functions, in->beyond }, r);
	for (size_t i = 0; i < s->nr; i++) {
		if (r->hunk[i].rung > r->worst)
			r->worst = r->hunk[i].rung;
		r->sure &= r->hunk[i].sure;
	}
	application_release(&app);
}

/* All that is left is in the target: the other hunks change nothing there. */
static void take_reduced(const struct port_reduced *less,
			 const struct port_result *left, struct port_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];

		*h = (struct port_hunk){ .rung = PORT_MERGED, .score = 1000 };
		for (size_t k = 0; k < left->nr; k++)
			if (less->nth[k] == i)
				*h = left->hunk[k];
		port_hunk_say(h, "its parameter %.*s is not needed here: %.*s() calls no %.*s()",
			      (int)less->parameter.len, less->parameter.at,
			      (int)less->function.len, less->function.at,
			      (int)less->decides.len, less->decides.at);
	}
	r->worst = PORT_MERGED;
}

/*
 * What could not be carried may be in the target, but for a parameter that is
 * not needed there.
 */
static void look_without_parameter(const struct port *p, struct buf *out)
{
	struct port_reduced less;
	struct port_input in = *p->in;
	struct port_result left = { 0 };
	struct port again = { .in = &in, .r = &left };
	struct buf text = { 0 };
	bool merged;

	in.diff = &less.diff;
	merged = port_parameter_take_out(&less, p->in->diff, &p->file.target,
					 &p->file.functions);
	if (merged) {
		read_input(&again);
		carry_diff(&again, &text);
	}
	for (size_t i = 0; merged && i < left.nr; i++)
		merged = left.hunk[i].rung == PORT_MERGED;
	if (merged) {
		take_reduced(&less, &left, p->r);
		buf_clear(out);
		buf_add(out, text.at, text.len);
	}
	buf_release(&text);
	port_end(&again);
	port_result_release(&left);
	port_reduced_release(&less);
}

void port_file_diff(const struct port_input *in, struct port_result *r,
		  struct buf *out)
{
	struct port p = { .in = in, .r = r };

	read_input(&p);
	carry_diff(&p, out);
	if (r->worst == PORT_CONFLICT && in->target.at)
		look_without_parameter(&p, out);
	port_end(&p);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The ladder: one file diff's hunks carried to a file. */
#include "core/port/port.h"

#include <stdlib.h>

#include "core/apply/apply.h"
#include "core/merge/merge.h"
#include "core/port/braces.h"
#include "core/port/doubt.h"
#include "core/port/functions.h"
#include "core/port/locals.h"
#include "core/port/names.h"
#include "core/port/otherwise.h"
#include "core/port/site.h"
#include "core/source/function-name.h"

/* How many lines of the source around a hunk help to place it. */
#define EXTRA 10
struct port {
	const struct port_input *in;
	struct port_result *r;
	struct port_lines target, source;
	struct port_functions functions;
	struct port_edits edits;
};

static enum port_rung rung_of(enum merge_how how)
{
	static const enum port_rung rung[] = {
		[MERGE_EXACT] = PORT_LINES, [MERGE_LINES] = PORT_LINES,
		[MERGE_SET] = PORT_SET,
		[MERGE_WORDS] = PORT_WORDS, [MERGE_ALIKE] = PORT_WORDS,
		[MERGE_THERE] = PORT_MERGED,
		[MERGE_CONFLICT] = PORT_CONFLICT,
	};

	return rung[how];
}

static bool overlaps(const struct port_edits *e, size_t before)
{
	for (size_t i = before; i < e->nr; i++)
		for (size_t k = 0; k < before; k++)
			if (e->edit[i].from < e->edit[k].end &&
			    e->edit[k].from < e->edit[i].end)
				return true;
	return false;
}

static void drop_edits(struct port_edits *e, size_t to)
{
	while (e->nr > to)
		buf_release(&e->edit[--e->nr].text);
}

/*
 * What c does to a line may have to be done to further copies of it here:
 * refuses the hunk. True then.
 */
static bool refuse_copies(const struct port *p, const struct port_change *c,
			  struct port_hunk *h)
{
	struct port_copies n;

	if (!port_change_has_more_copies(c, &p->source, &p->target, &n))
		return false;
	h->rung = PORT_CONFLICT;
	port_hunk_say(h, "a line that it removes stands more often here (%zu) than where it was made for (%zu): others may need it, too",
		      n.target, n.source);
	return true;
}

static void merge_hunk(struct port *p, const struct port_change *c,
		       const struct alignment *a, struct port_hunk *h)
{
	size_t before = p->edits.nr;
	enum merge_how how;

	if (refuse_copies(p, c, h))
		return;
	how = port_merge(c, &p->target, a, &p->edits);
	h->rung = rung_of(how);
	if (h->rung != PORT_CONFLICT && overlaps(&p->edits, before)) {
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "another hunk changes the same lines");
	} else if (h->rung == PORT_CONFLICT) {
		port_hunk_say(h, "the lines that it changes differ here");
	} else if (how == MERGE_ALIKE) {
		port_hunk_say(h, "a line that it removes has other words here");
	}
	if (h->rung == PORT_CONFLICT)
		drop_edits(&p->edits, before);
}

/* True when the edits from the first one on write the name. */
static bool writes(const struct port_edits *e, size_t first, struct span name)
{
	for (size_t i = first; i < e->nr; i++)
		if (names_stands_in(name, buf_span(&e->edit[i].text)))
			return true;
	return false;
}

/*
 * What the edits from the first one on use and the target does not know is
 * declared there; else the hunk is not carried.
 */
static void declare_unknown(struct port *p, const struct port_change *c,
			    const struct names_result *names, size_t first,
			    const struct port_function *f, struct port_hunk *h)
{
	for (size_t i = 0; i < names->unknowns; i++) {
		struct span name = names->unknown[i];

		if (!writes(&p->edits, first, name))
			continue;
		if (f && locals_declare(c, &p->target, f, name, &p->edits)) {
			h->rung = PORT_NAMES;
			port_hunk_say(h, "%.*s is declared here for it", (int)name.len,
			    name.at);
			continue;
		}
		drop_edits(&p->edits, first);
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "it uses %.*s, which is not known here", (int)name.len,
		    name.at);
		return;
	}
}

/* Braces are set as the lines of the target have them. */
static void adapt_braces(struct port *p, size_t first, struct port_hunk *h)
{
	for (size_t i = first; i < p->edits.nr; i++) {
		if (!port_braces_adapt(p->in->diff->new_name, &p->target,
				       &p->edits.edit[i]))
			continue;
		h->rung = h->rung < PORT_WORDS ? PORT_WORDS : h->rung;
		port_hunk_say(h, "the braces around it are set as they are here");
	}
}

/* Merges with the names that the target has for the patch's. */
static void merge_with_names(struct port *p, struct port_change *c,
			     const struct alignment *a,
			     const struct port_function *f,
			     struct port_hunk *h)
{
	struct names_scope scope = { &p->target, f ? f->from : 0,
				     f ? f->end : p->target.nr };
	size_t first = p->edits.nr;
	struct names_result names;
	struct span left_out;

	names_map(c, a, &scope, &names);
	left_out = names_leave_out_messages(c, &scope, &names);
	merge_hunk(p, c, a, h);
	if (h->rung == PORT_CONFLICT)
		return;
	adapt_braces(p, first, h);
	if (port_indent_breaks(p->in->diff->new_name, &p->target,
			       &(struct port_edits){ p->edits.edit + first,
						     p->edits.nr - first })) {
		drop_edits(&p->edits, first);
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "its lines belong to a block that is not here");
		return;
	}
	declare_unknown(p, c, &names, first, f, h);
	if (left_out.len && h->rung < PORT_CONFLICT) {
		h->rung = PORT_NAMES;
		port_hunk_say(h, "its %.*s(), a message, is left out: it is not known here",
			      (int)left_out.len, left_out.at);
	}
	if (names.mapped && h->rung < PORT_NAMES) {
		h->rung = PORT_NAMES;
		port_hunk_say(h, "%.*s is %.*s here", (int)names.from.len,
		    names.from.at, (int)names.to.len, names.to.at);
	}
}

/*
 * The function that the hunk names is not here, and a place in another one was
 * looked for, or has another name.
 */
static void say_renamed(struct port_hunk *h, struct span line,
			const char *wrong)
{
	struct span was = func_name(line);

	if (wrong) {
		port_hunk_say(h, "the function that it names, %.*s, is not here; %s",
		    (int)was.len, was.at, wrong);
		h->line = 0;
		h->function.len = 0;
	} else if (h->rung != PORT_CONFLICT && !h->why[0]) {
		port_hunk_say(h, "%.*s is %.*s here", (int)was.len, was.at,
		    (int)h->function.len, h->function.at);
	}
}

/* What could not be carried may be there already, for a person to see. */
static void say_otherwise(const struct port *p, const struct port_change *c,
			  const struct port_function *f, struct port_hunk *h)
{
	long at = f && h->rung == PORT_CONFLICT ?
		  otherwise_stands_at(c, &p->target, f) : 0;

	if (at)
		port_hunk_say(h, "what it adds may be there in other words, from line %ld",
			      at);
}

/* A hunk is sure where only the lines around it differ; else it is said why. */
static void say_assumed(struct port_hunk *h, const char *doubt)
{
	if (h->rung == PORT_LINES && !doubt)
		h->sure = true;
	else if (h->rung == PORT_LINES)
		port_hunk_say(h, "%s", doubt);
	else if (h->rung == PORT_WORDS)
		port_hunk_say(h, "a line that it changes has other words here");
	else if (h->rung == PORT_SET)
		port_hunk_say(h, "the order of entries is free");
}

static void carry(struct port *p, const struct hunk *hunk, struct port_hunk *h)
{
	struct span line = port_function_of(hunk);
	const struct port_function *f =
		port_function_find(&p->functions, line);
	struct site_scope scope = { .target = &p->target, .function = f };
	struct port_site site = { .from = 0 };
	struct port_change c;
	bool twice = !f && port_function_is_twice(&p->functions, line);
	const char *wrong;

	h->rung = PORT_CONFLICT;
	scope.by_body = !f && !twice && port_function_is_named(line);
	port_change_read(&c, hunk, &p->source, EXTRA);
	wrong = port_site_find(&site, &c, &scope);
	h->score = site.a.score;
	h->line = (long)site.from + 1;
	if (!f)
		f = port_function_at(&p->functions, site.from);
	if (f)
		h->function = f->name;
	else if (scope.by_body && !wrong)
		wrong = "its lines stand outside functions";
	if (twice && !wrong &&
	    (!f || !span_equals(f->name, func_name(line))))
		wrong = "it would stand outside the functions that it names";
	if (!wrong)
		merge_with_names(p, &c, &site.a,
				 scope.by_body || twice ? f : scope.function,
				 h);
	else if (!scope.by_body)
		port_hunk_say(h, "%s", wrong);
	if (wrong ? scope.by_body : f && line.len &&
		    !span_equals(func_name(line), f->name))
		say_renamed(h, line, wrong);
	say_otherwise(p, &c, scope.function, h);
	if (twice)
		scope.function = f;
	if (!h->why[0])
		say_assumed(h, port_site_doubt(&site, &c, &scope));
	port_site_release(&site);
	port_change_release(&c);
}

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
	merge_hunk(p, &c, &a, h);
	if (h->rung != PORT_CONFLICT)
		h->rung = PORT_EXACT;
	h->sure = h->rung == PORT_EXACT;
	alignment_release(&a);
	port_change_release(&c);
}

static int by_place(const void *a, const void *b)
{
	const struct port_edit *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) :
	       x->end < y->end ? -1 : x->end > y->end;
}

/* True when an edit makes the last line. Edits are sorted. */
static bool ends_in_edit(const struct port *p)
{
	const struct port_edits *e = &p->edits;

	return e->nr && e->edit[e->nr - 1].end == p->target.nr &&
	       e->edit[e->nr - 1].text.len;
}

static void write_out(struct port *p, struct buf *out)
{
	struct port_edits *e = &p->edits;
	size_t at = 0;

	if (e->nr)
		qsort(e->edit, e->nr, sizeof(*e->edit), by_place);
	for (size_t i = 0; i <= e->nr; i++) {
		size_t to = i < e->nr ? e->edit[i].from : p->target.nr;

		for (; at < to; at++) {
			buf_add(out, p->target.line[at].text.at,
				p->target.line[at].text.len);
			buf_addc(out, '\n');
		}
		if (i < e->nr) {
			buf_add(out, e->edit[i].text.at, e->edit[i].text.len);
			at = e->edit[i].end > at ? e->edit[i].end : at;
		}
	}
	/* A last line without \n stays so, unless it is another one now. */
	if (out->len && p->in->target.len && !ends_in_edit(p) &&
	    p->in->target.at[p->in->target.len - 1] != '\n')
		out->len--;
}

/* What apply did with the file diff as a whole, hunk by hunk. */
static void take_whole(const struct port_input *in,
		       const struct application *app, struct port_result *r)
{
	static const enum port_rung rung[] = {
		[APPLIED] = PORT_EXACT, [APPLIED_MERGED] = PORT_MERGED,
		[APPLIED_REFUSED] = PORT_CONFLICT,
	};
	bool missing = !in->target.at && !in->diff->create;

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
			carry(p, &s->hunk[i], &p->r->hunk[i]);
	buf_clear(out);
	write_out(p, out);
}

/* True when a hunk removes a line of which there are more here. */
static bool has_more_copies(const struct port *p)
{
	const struct file_diff *s = p->in->diff;
	bool more = false;

	for (size_t i = 0; i < s->nr && p->source.nr && !more; i++) {
		struct port_lines none = { 0 };
		struct port_copies n;
		struct port_change c;

		port_change_read(&c, &s->hunk[i], &none, 0);
		more = port_change_has_more_copies(&c, &p->source, &p->target,
						   &n);
		port_change_release(&c);
	}
	return more;
}

void port_file_diff(const struct port_input *in, struct port_result *r,
		  struct buf *out)
{
	static const struct place_options strict = { 0 };
	const struct file_diff *s = in->diff;
	struct port p = { .in = in, .r = r };
	struct application app;

	*r = (struct port_result){ .sure = true, .nr = s->nr };
	r->hunk = grow_array(NULL, s->nr + 1, sizeof(*r->hunk));
	memset(r->hunk, 0, (s->nr + 1) * sizeof(*r->hunk));
	port_lines_split(&p.target, in->target);
	port_functions_find(&p.functions, &p.target);
	if (in->source.at)
		port_lines_split(&p.source, in->source);
	file_diff_apply(s, in->target, &strict, &app, out);
	if (in->target.at && app.where && !s->create && !s->remove &&
	    (app.applied == APPLIED_REFUSED ||
	     (app.applied == APPLIED && has_more_copies(&p))))
		carry_hunks(&p, &app, out);
	else
		take_whole(in, &app, r);
	if (app.applied == APPLIED_MERGED)
		buf_add(out, in->target.at, in->target.len);
	port_doubt(&(struct doubt_scope){
		s, in->patch, in->target, buf_span(out), in->source, &p.target,
		&p.functions, in->beyond }, r);
	for (size_t i = 0; i < s->nr; i++) {
		if (r->hunk[i].rung > r->worst)
			r->worst = r->hunk[i].rung;
		r->sure &= r->hunk[i].sure;
	}
	application_release(&app);
	port_lines_release(&p.target);
	port_lines_release(&p.source);
	port_functions_release(&p.functions);
	port_edits_release(&p.edits);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The ladder: one hunk carried to a file. */
#include "core/port/carry.h"

#include "core/merge/merge.h"
#include "core/port/braces.h"
#include "core/port/locals.h"
#include "core/port/names.h"
#include "core/port/reworded.h"
#include "core/port/site.h"
#include "core/source/function-name.h"

/* How many lines of the source around a hunk help to place it. */
#define EXTRA 10

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
 * The call that c replaces by another may have to be replaced elsewhere here:
 * refuses the hunk. True then.
 */
static bool refuse_copies(const struct port_file *p,
			  const struct port_change *c, struct port_hunk *h)
{
	struct port_copies n;

	if (!port_change_has_more_copies(c, &p->source, &p->target, &n))
		return false;
	h->rung = PORT_CONFLICT;
	port_hunk_say(h, "a call that it replaces stands more often here (%zu) than where it was made for (%zu): others may need it, too",
		      n.target, n.source);
	return true;
}

/* The edits from the first one on leave every line as it is. */
static bool changes_nothing(const struct port_file *p, size_t first)
{
	for (size_t i = first; i < p->edits.nr; i++) {
		const struct port_edit *e = &p->edits.edit[i];
		struct span text = buf_span(&e->text), line;
		size_t at = e->from;

		while (span_line(&text, &line))
			if (at == e->end ||
			    !span_equals(line, p->target.line[at++].text))
				return false;
		if (at < e->end)
			return false;
	}
	return first < p->edits.nr;
}

/* c gives the file's last line its \n, or takes it. */
static bool changes_eol(const struct port_change *c)
{
	return c->old_no_eol != c->new_no_eol;
}

/* The last line that c wants to find is the file's last one, too. */
static bool reaches_end(const struct port_file *p, const struct port_change *c,
			const struct alignment *a)
{
	return c->old.nr && a->to[c->old.nr - 1] == p->target.nr - 1;
}

/* What the merge has added to p's edits makes of h. */
static void conclude(struct port_file *p, const struct port_change *c,
		     const struct alignment *a, size_t before,
		     struct port_hunk *h)
{
	if (overlaps(&p->edits, before)) {
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "another hunk changes the same lines");
	} else if (changes_eol(c) && !reaches_end(p, c, a)) {
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "it changes how the file ends, and other lines end it here");
	} else if (changes_nothing(p, before) &&
		   (!changes_eol(c) || c->new_no_eol == p->no_eol)) {
		h->rung = PORT_MERGED;
		drop_edits(&p->edits, before);
	} else if (c->new_no_eol && (!c->old_no_eol || p->no_eol)) {
		p->edits.eol = PORT_EOL_GONE;
	} else if (changes_eol(c)) {
		p->edits.eol = PORT_EOL_ADDED;
	}
}

void port_hunk_merge(struct port_file *p, const struct port_change *c,
		     const struct alignment *a, struct port_hunk *h)
{
	size_t before = p->edits.nr;
	enum merge_how how;
	bool partly;

	if (refuse_copies(p, c, h))
		return;
	how = port_merge(c, &p->target, a, &p->edits, &partly);
	h->rung = rung_of(how);
	if (h->rung == PORT_CONFLICT)
		port_hunk_say(h, "the lines that it changes differ here");
	else
		conclude(p, c, a, before, h);
	if (h->rung == PORT_CONFLICT)
		drop_edits(&p->edits, before);
	else if (h->rung != PORT_MERGED && how == MERGE_ALIKE)
		port_hunk_say(h, "a line that it removes has other words here");
	else if (h->rung != PORT_MERGED && partly)
		port_hunk_say(h, "some of it is there already");
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
 * A hunk of the same function, or this one, adds the declaration. Assembly
 * needs none.
 */
static bool is_declared(const struct port_file *p, struct span name,
			const struct port_function *f)
{
	if (p->name && span_ends(span_of(p->name), ".S"))
		return true;
	for (size_t i = 0; f && i < p->diff->nr; i++)
		if (span_equals(func_name(port_function_of(&p->diff->hunk[i])),
				f->name) &&
		    unknown_is_declared(&p->diff->hunk[i], name))
			return true;
	return false;
}

/*
 * What the edits from the first one on use and the target does not know is
 * declared there; else the hunk is not carried.
 */
static void declare_unknown(struct port_file *p, const struct port_change *c,
			    const struct names_result *names, size_t first,
			    const struct port_function *f, struct port_hunk *h)
{
	for (size_t i = 0; i < names->unknowns; i++) {
		struct span name = names->unknown[i];

		if (!writes(&p->edits, first, name) ||
		    is_declared(p, name, f))
			continue;
		if (f && locals_declare(c, &p->target, f, name, &p->edits)) {
			h->rung = PORT_NAMES;
			port_hunk_say(h, "%.*s is declared here for it",
				      (int)name.len, name.at);
			continue;
		}
		drop_edits(&p->edits, first);
		h->rung = PORT_CONFLICT;
		port_hunk_say(h, "it uses %.*s, which is not known here",
			      (int)name.len, name.at);
		return;
	}
}

/* Braces are set as the lines of the target have them. */
static void adapt_braces(struct port_file *p, size_t first, struct port_hunk *h)
{
	for (size_t i = first; i < p->edits.nr; i++) {
		if (!port_braces_adapt(p->name, &p->target,
				       &p->edits.edit[i]))
			continue;
		h->rung = h->rung < PORT_WORDS ? PORT_WORDS : h->rung;
		port_hunk_say(h, "the braces around it are set as they are here");
	}
}

/*
 * Names of f are known, and where the hunk reaches into a function beside it
 * those between the lines that it changes.
 */
static struct names_scope scope_of(const struct port_file *p,
				   const struct port_change *c,
				   const struct alignment *a,
				   const struct port_function *f)
{
	struct names_scope s = { &p->target, f ? f->from : 0,
				 f ? f->end : p->target.nr, p->beyond };

	for (size_t i = c->first; i < c->last; i++) {
		if (a->to[i] == ALIGN_NONE)
			continue;
		if (a->to[i] < s.from)
			s.from = a->to[i];
		if (a->to[i] >= s.end)
			s.end = a->to[i] + 1;
	}
	return s;
}

/* Merges with the names that the target has for the patch's. */
static void merge_with_names(struct port_file *p, struct port_change *c,
			     const struct alignment *a,
			     const struct port_function *f,
			     struct port_hunk *h)
{
	struct names_scope scope = scope_of(p, c, a, f);
	size_t first = p->edits.nr;
	struct names_result names;
	struct span left_out;

	names_map(c, a, &scope, &names);
	left_out = names_leave_out_messages(c, &scope, &names);
	port_hunk_merge(p, c, a, h);
	if (h->rung == PORT_CONFLICT ||
	    (h->rung == PORT_MERGED && !left_out.len))
		return;
	adapt_braces(p, first, h);
	if (port_indent_breaks(p->name, &p->target,
			       &(struct port_edits){
					.edit = p->edits.edit + first,
					.nr = p->edits.nr - first })) {
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
		port_hunk_say(h, "%.*s is %.*s here",
			      (int)names.from.len, names.from.at,
			      (int)names.to.len, names.to.at);
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
static void say_reworded(const struct port_file *p,
			  const struct port_change *c,
			  const struct port_function *f, struct port_hunk *h)
{
	long at = f && h->rung == PORT_CONFLICT ?
		  reworded_at(c, &p->target, f) : 0;

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

void port_hunk_carry(struct port_file *p, const struct hunk *hunk,
		     struct port_hunk *h)
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
	h->last = h->line;
	for (size_t i = c.first; i < c.last; i++)
		if (site.a.to[i] != ALIGN_NONE)
			h->last = (long)site.a.to[i] + 1;
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
	say_reworded(p, &c, scope.function, h);
	if (twice)
		scope.function = f;
	if (!h->why[0])
		say_assumed(h, port_site_doubt(&site, &c, &scope));
	port_site_release(&site);
	port_change_release(&c);
}

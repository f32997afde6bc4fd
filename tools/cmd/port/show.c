// SPDX-License-Identifier: GPL-2.0-only
/* backport port: what became of each hunk, on the terminal and as JSON. */
#include "cmd/port/show.h"

#include <jansson.h>
#include <string.h>

#include "core/text/buf.h"
#include "core/text/text-json.h"

static const char *word_for(const struct ported *p)
{
	if (p->worst == PORT_CONFLICT)
		return "conflict";
	if (ported_is_merged(p))
		return "merged";
	return p->sure ? "sure" : "review";
}

static json_t *hunks_json(const struct ported_part *part)
{
	json_t *hunks = json_array();

	for (size_t i = 0; i < part->result.nr; i++) {
		const struct port_hunk *h = &part->result.hunk[i];

		json_array_append_new(hunks, json_pack("{s:s, s:b, s:I, s:i, s:o, s:o}",
			"rung", port_rung_name(h->rung), "sure", h->sure,
			"line", (json_int_t)h->line, "score", h->score,
			"function", span_json(h->function),
			"why", text_json(port_hunk_reason(h))));
	}
	return hunks;
}

static json_t *compiled_json(const struct compiled *c)
{
	json_t *new = json_array();

	for (size_t i = 0; i < c->new_warnings.nr; i++)
		json_array_append_new(new, text_json(c->new_warnings.at[i]));
	return json_pack("{s:s, s:I, s:o, s:o}", "outcome",
			 outcome_name(c->outcome), "sources",
			 (json_int_t)c->nr_sources, "new_warnings", new,
			 "reason", text_json(c->reason));
}

static void show_json(const struct port_run *r, const struct port_mail *m,
		      const struct port_target *t, const struct ported *p)
{
	json_t *files = json_array(), *all;

	for (size_t i = 0; i < p->nr; i++) {
		const struct ported_part *part = &p->part[i];
		const struct file_diff *s = part->diff;
		const char *was = s->old_name ? s->old_name : s->new_name;

		json_array_append_new(files, json_pack("{s:o, s:o*, s:b, s:o}",
			"file", text_json(was), "target", part->path ?
			text_json(part->path) : NULL, "moved", part->moved,
			"hunks", hunks_json(part)));
	}
	all = json_pack("{s:o, s:o, s:s, s:o, s:o}",
			"target", text_json(t->name),
			"patch", text_json(m->name), "outcome", word_for(p),
			"files", files,
			"compiled", r->o->build && ported_is_carried(p) ?
			compiled_json(&t->compiled) : json_null());
	cmd_print_json(all);
}

static void show_part(const struct ported_part *part)
{
	const struct file_diff *s = part->diff;
	const char *was = s->old_name ? s->old_name : s->new_name;
	struct buf line = { 0 };

	if (part->moved)
		say("  %s: %s%s here\n", was, part->some ? "in part " :
		    "is ", part->path);
	if (!part->result.nr && part->result.worst == PORT_CONFLICT)
		say("  %s: conflict: its change has no hunks, and is not of what stands here\n",
		    was);
	for (size_t i = 0; i < part->result.nr; i++) {
		const struct port_hunk *h = &part->result.hunk[i];

		buf_clear(&line);
		buf_addf(&line, "  %s: hunk %zu", part->path ? part->path : was,
			 ported_part_number(part, i));
		if (h->line)
			buf_addf(&line, " at line %ld", h->line);
		buf_addf(&line, ": %s", port_rung_name(h->rung));
		if (h->function.len)
			buf_addf(&line, ", %.*s()", (int)h->function.len,
				 h->function.at);
		if (port_hunk_reason(h)[0])
			buf_addf(&line, ": %s", port_hunk_reason(h));
		say("%s\n", line.at);
	}
	buf_release(&line);
}

static void show_line(const char *before, const char *text)
{
	say("  %s%s\n", before, text);
}

/* What --build found; that nothing was built is told to who wants all. */
static void show_compiled(const struct port_run *r, const struct ported *p,
			  const struct port_target *t)
{
	const struct compiled *c = &t->compiled;

	if (!ported_is_carried(p))
		return;
	if (!r->o->build) {
		if (r->ctx->verbosity > 0 && t->branch)
			say("  nothing was compiled: --build does that\n");
		return;
	}
	for (size_t i = 0; i < c->new_warnings.nr; i++)
		show_line("new: ", c->new_warnings.at[i]);
	if (c->outcome != PASS)
		show_line(c->outcome == FAIL ? "does not compile: " :
			  "not compiled: ", c->reason);
	else if (!c->new_warnings.nr || r->ctx->verbosity > 0)
		say("  compiled: %zu source%s, before and after\n",
		    c->nr_sources, plural(c->nr_sources));
}

void port_show(const struct port_run *r, const struct port_mail *m,
	       const struct port_target *t, const struct ported *p)
{
	int verbosity = r->ctx->verbosity;

	if (r->ctx->json) {
		show_json(r, m, t, p);
		return;
	}
	if (verbosity < 0)
		return;
	say("%s: ", t->name);
	if (r->nr > 1)
		say("%s: ", m->name);
	say("%s\n", word_for(p));
	for (size_t i = 0; i < p->nr; i++)
		if (verbosity > 0 || !p->part[i].result.sure)
			show_part(&p->part[i]);
	show_compiled(r, p, t);
}

void port_show_listed(const struct port_run *r, const struct port_mail *m,
		      const struct port_target *t)
{
	if (r->ctx->json)
		cmd_print_json(json_pack("{s:o, s:o, s:s, s:[], s:n}",
			"target", text_json(t->name), "patch",
			text_json(m->name), "outcome", "listed", "files",
			"compiled"));
	else if (r->ctx->verbosity >= 0)
		say("%s: %s: in its series already\n", t->name, m->name);
}

// SPDX-License-Identifier: GPL-2.0-only
/* What became of a patch, for people and as JSON. */
#include "cmd/apply/show.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>

#include "core/text/text-json.h"

static json_t *hunk_json(const struct part *part, size_t i)
{
	const struct placement *w = &part->a.where[i];
	const struct hunk *h = &part->diff->hunk[i];
	const struct nearest *nearest = nearest_of(&part->nearest, i);
	size_t shown = w->places < CANDIDATE_MAX ? w->places : CANDIDATE_MAX;
	json_t *o = json_object(), *list;

	json_object_set_new(o, "file", span_json(span_of(part->name)));
	json_object_set_new(o, "line", json_integer(h->lineno));
	json_object_set_new(o, "placed", json_string(placed_name(w->placed)));
	json_object_set_new(o, "wanted", json_integer(w->wanted));
	json_object_set_new(o, "found", json_integer(w->found));
	json_object_set_new(o, "offset", json_integer(w->offset));
	json_object_set_new(o, "fuzz", json_integer(w->fuzz));
	json_object_set_new(o, "function_wanted", span_json(w->func_wanted));
	json_object_set_new(o, "function_found", span_json(w->func_found));
	if (w->outside)
		json_object_set_new(o, "outside", json_true());
	json_object_set_new(o, "places", json_integer(w->places));
	if (w->placed == PLACED_AMBIGUOUS ||
	    w->placed == PLACED_WRONG_FUNCTION) {
		list = json_array();
		for (size_t k = 0; k < shown; k++)
			json_array_append_new(list,
					      json_integer(w->candidate[k]));
		json_object_set_new(o, "candidates", list);
	}
	if (nearest)
		json_object_set_new(o, "near", json_integer(nearest->line));
	return o;
}

static void show_json(const struct queued_patch *p,
		      const struct patch_result *c)
{
	json_t *o = json_object(), *hunks = json_array(), *files = json_array();

	for (size_t i = 0; i < c->nr; i++) {
		const struct part *part = &c->part[i];

		for (size_t k = 0; part->a.where && k < part->a.nr; k++)
			json_array_append_new(hunks, hunk_json(part, k));
		if (part->a.reason[0])
			json_array_append_new(files, json_pack("{so si so}",
				"file", text_json(part->name), "line",
				(int)part->diff->lineno, "reason",
				text_json(part->a.reason)));
	}
	json_object_set_new(o, "patch", span_json(span_of(p->name)));
	json_object_set_new(o, "outcome",
			    json_string(patch_outcome_name(c->outcome)));
	if (p->reverse)
		json_object_set_new(o, "reverse", json_true());
	if (p->below)
		json_object_set_new(o, "base_series", json_true());
	json_object_set_new(o, "hunks", hunks);
	if (c->reason)
		json_object_set_new(o, "reason", text_json(c->reason));
	if (json_array_size(files))
		json_object_set(o, "refusals", files);
	json_decref(files);
	cmd_print_json(o);
}

static void show_line(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));

/* Says one line: a name of a file may hold the end of one. */
static void show_line(const char *fmt, ...)
{
	struct buf line = { 0 };
	va_list args;

	va_start(args, fmt);
	buf_vaddf(&line, fmt, args);
	va_end(args);
	for (char *c = line.at; (c = strchr(c, '\n')); )
		*c = '?';
	say("%s\n", line.at);
	buf_release(&line);
}

/*
 * The nearest place, as a small diff of what the hunk wants and what is there.
 */
static void show_nearest(const struct nearest *nearest)
{
	struct span rest, text;

	if (!nearest || !nearest->line)
		return;
	show_line("      nearest is line %ld%s (-: wanted, +: found)", nearest->line,
	    nearest->but_for_space ? ", where only white space differs" : "");
	for (rest = span_of(nearest->diff); span_line(&rest, &text); )
		show_line("      %.*s", (int)text.len, text.at);
}

static void show_hunk(const struct queued_patch *p, const struct part *part,
		      size_t i)
{
	struct buf b = { 0 };

	placement_describe(&part->a.where[i], &b);
	show_line("    %s: hunk %zu %s (%s:%ld)", part->name, i + 1, b.at, p->path,
	    part->diff->hunk[i].lineno);
	show_nearest(nearest_of(&part->nearest, i));
	buf_release(&b);
}

static void show_part(const struct ctx *ctx, const struct queued_patch *p,
		      const struct part *part, bool refused)
{
	if (part->a.reason[0])
		show_line("    %s: %s (%s:%ld)", part->name, part->a.reason, p->path,
		    part->diff->lineno);
	if (part->mode && part->diff->old_mode && !refused &&
	    ctx->verbosity >= 0)
		show_line("    %s: its mode is %o and not %o, as the patch has it",
		    part->name, part->mode, part->diff->old_mode);
	for (size_t i = 0; part->a.where && i < part->a.nr; i++) {
		enum placed placed = part->a.where[i].placed;
		bool bad = !placed_ok(placed);

		if (placed == PLACED_EXACT && !part->a.where[i].outside &&
		    ctx->verbosity <= 0)
			continue;
		/* A patch that is refused is about what refuses it. */
		if (refused && !bad && ctx->verbosity <= 0)
			continue;
		if (bad || (!refused && ctx->verbosity >= 0))
			show_hunk(p, part, i);
	}
}

void apply_show(const struct ctx *ctx, const struct queued_patch *p,
		const struct patch_result *c)
{
	bool refused = c->outcome == PATCH_REFUSED;
	size_t left_out = 0;

	if (ctx->json) {
		show_json(p, c);
		return;
	}
	if (ctx->verbosity < 0) {
		if (refused)
			show_line("%-8s %s", patch_outcome_name(c->outcome), p->name);
		return;
	}
	show_line("%-8s %s%s%s", patch_outcome_name(c->outcome), p->name,
	    p->reverse ? " (reversed)" : "", c->nr || refused ? "" : " (empty)");
	if (c->reason)
		show_line("    %s %s", p->path, c->reason);
	for (size_t i = 0; i < c->nr; i++) {
		left_out += c->part[i].nearest.left_out;
		if (c->outcome != PATCH_MERGED || ctx->verbosity > 0)
			show_part(ctx, p, &c->part[i], refused);
	}
	if (left_out)
		show_line("    the nearest place of %zu more hunks was not looked for",
		    left_out);
}

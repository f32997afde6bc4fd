// SPDX-License-Identifier: GPL-2.0-only
/* backport check's output: text and JSON. */
#include "cmd/check/show.h"

#include <jansson.h>
#include <stdlib.h>

#include "core/text/text-json.h"

const char *check_level(const struct rule *rule)
{
	return rule->warns ? "warning" : "error";
}

static void add_profiles(struct buf *b, unsigned int profiles)
{
	static const char *const names[] = { "stable", "dep3", "suse",
					     "ubuntu", "android" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (profiles & profile_named(names[i]))
			buf_addf(b, "%s%s", b->len ? "," : "", names[i]);
}

void check_show_rules(void)
{
	for (const struct rule *r = rules; r->id; r++) {
		struct buf b = { 0 };

		add_profiles(&b, r->profiles);
		say("%-18s %s%s\n%-18s from %s; for %s\n", r->id, r->reason,
		    r->warns ? " (advice)" : "", "", r->document, b.at);
		buf_release(&b);
	}
}

/* Prints a buffer without what a terminal would obey, and releases it. */
static void print_plain(struct buf *b)
{
	say("%s", b->at);
	buf_release(b);
}

static void show_finding(const struct ctx *ctx, const struct finding *f)
{
	struct buf b = { 0 };
	char *path = cmd_shown_path(ctx, f->path);

	buf_addf(&b, "%s:", path);
	free(path);
	if (f->lineno)
		buf_addf(&b, "%ld:", f->lineno);
	buf_addf(&b, " %s: %s [%s]\n",
		 f->silence ? "silenced" : check_level(f->rule), f->text,
		 f->rule->id);
	if (f->silence)
		buf_addf(&b, "  because: %s\n", f->silence);
	if (ctx->verbosity > 0)
		buf_addf(&b, "  %s (%s)\n", f->rule->reason,
			 f->rule->document);
	print_plain(&b);
}

void check_show_text(const struct ctx *ctx, const struct check_job *c)
{
	for (size_t i = 0; i < c->findings.nr; i++) {
		const struct finding *f = &c->findings.finding[i];

		if (!f->silence || ctx->verbosity > 0)
			show_finding(ctx, f);
	}
	if (ctx->verbosity >= 0)
		say("%zu patch%s: %zu error%s, %zu warning%s, %zu silenced\n",
		    c->nr, c->nr == 1 ? "" : "es", c->nr_errors,
		    plural(c->nr_errors), c->nr_warnings,
		    plural(c->nr_warnings), c->nr_silenced);
}

void check_show_json(const struct check_job *c)
{
	for (size_t i = 0; i < c->findings.nr; i++) {
		const struct finding *f = &c->findings.finding[i];
		json_t *o = json_object();

		json_object_set_new(o, "patch", text_json(f->path));
		if (f->lineno)
			json_object_set_new(o, "line", json_integer(f->lineno));
		json_object_set_new(o, "rule", json_string(f->rule->id));
		json_object_set_new(o, "level", json_string(check_level(f->rule)));
		json_object_set_new(o, "text", text_json(f->text));
		json_object_set_new(o, "reason", json_string(f->rule->reason));
		json_object_set_new(o, "document", json_string(f->rule->document));
		if (f->silence)
			json_object_set_new(o, "silenced", text_json(f->silence));
		cmd_print_json(o);
	}
	cmd_print_json(json_pack("{s:I, s:I, s:I, s:I, s:s}",
				 "patches", (json_int_t)c->nr,
				 "errors", (json_int_t)c->nr_errors,
				 "warnings", (json_int_t)c->nr_warnings,
				 "silenced", (json_int_t)c->nr_silenced,
				 "outcome", !c->nr ? "SKIP" :
				 c->nr_errors ? "FAIL" : "PASS"));
}

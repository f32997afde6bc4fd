// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase --walk: a series over the releases of a line. */
#include "cmd/rebase/walk.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/git/base-list.h"
#include "sys/port/walk.h"

static void show_json(const struct walk *w, const struct walked_patch *p)
{
	json_t *all = json_array(), *o;

	for (size_t i = 0; i < p->nr; i++) {
		const struct walk_change *c = &p->change[i];

		json_array_append_new(all, json_pack("{s:o, s:s, s:o}",
			"release", text_json(w->bases.base[c->base].name),
			"state", walk_state_name(c->state),
			"proof", text_json(c->proof)));
	}
	o = json_pack("{s:o, s:o}", "patch", text_json(p->patch->name),
		      "changes", all);
	cmd_print_json(o);
}

/* Up to the release before the next change. */
static size_t last_of(const struct walk *w, const struct walked_patch *p,
		      size_t i)
{
	return i + 1 < p->nr ? p->change[i + 1].base - 1 : w->bases.nr - 1;
}

static void show_text(const struct walk *w, const struct walked_patch *p)
{
	struct buf out = { 0 };

	buf_addf(&out, "%s\n", p->patch->name);
	for (size_t i = 0; i < p->nr; i++) {
		const struct walk_change *c = &p->change[i];
		size_t last = last_of(w, p, i);

		buf_addf(&out, "  %-8s %s", walk_state_name(c->state),
			 w->bases.base[c->base].name);
		if (last > c->base)
			buf_addf(&out, " to %s", w->bases.base[last].name);
		if (c->proof && *c->proof)
			buf_addf(&out, ": %s", c->proof);
		buf_addc(&out, '\n');
	}
	say("%s", out.at);
	buf_release(&out);
}

static int show(const struct ctx *ctx, const struct walk *w)
{
	int ret = EXIT_OK;

	for (size_t i = 0; i < w->nr; i++) {
		const struct walked_patch *p = &w->patch[i];

		for (size_t k = 0; k < p->nr; k++)
			if (p->change[k].state == WALK_REFUSED)
				ret = EXIT_VERDICT;
		if (ctx->json)
			show_json(w, p);
		else if (ctx->verbosity >= 0)
			show_text(w, p);
	}
	if (!ctx->json && ctx->verbosity > 0)
		say("%zu release%s, %zu of %zu tries needed\n", w->bases.nr,
		    plural(w->bases.nr), w->applied, w->bases.nr * w->nr);
	return ret;
}

int rebase_walk(const struct ctx *ctx, const struct branch *branch,
		const char *releases)
{
	const struct queue_source from = { 0 };
	char *bases = base_list_where(releases, ctx->conf.remote_url);
	struct queue q = { 0 };
	struct walk w = { 0 };
	struct diag why = { 0 };
	int ret = queue_add_branch(&q, ctx->root, branch, &from, &why);

	if (!ret)
		ret = walk_make(&w, bases, &q, &why);
	if (!ret && !w.bases.nr)
		ret = base_list_none(releases, &why);
	ret = ret ? cmd_cannot(ctx, &why) : show(ctx, &w);
	walk_release(&w);
	queue_release(&q);
	free(bases);
	return ret;
}

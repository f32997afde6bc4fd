// SPDX-License-Identifier: GPL-2.0-only
/* One series on many bases, as a table: which take it, have it, refuse it. */
#include "cmd/apply/bases.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/apply/load.h"
#include "core/text/text-json.h"
#include "sys/series/survey.h"

static void show_base(const struct surveyed_base *b)
{
	const struct survey_answer *a = b->answer;
	json_t *o = json_pack("{so ss ss ss so}", "base", text_json(b->name),
			      "tree", git_oid_tostr_s(&b->tree), "state",
			      survey_state_name(a->state), "placed",
			      a->state == SURVEY_TAKES ?
			      placed_name(a->worst) : "", "reason",
			      text_json(a->reason));

	cmd_print_json(o);
}

static bool alike(const struct survey_answer *a, const struct survey_answer *b)
{
	return a->state == b->state &&
	       (a->state != SURVEY_TAKES || a->worst == b->worst);
}

static void show_range(const struct surveyed_base *from,
		       const struct surveyed_base *to)
{
	const struct survey_answer *a = from->answer;
	char range[80];

	snprintf(range, sizeof(range), "%s%s%s", from->name,
		 from == to ? "" : " .. ", from == to ? "" : to->name);
	say("%-28s %4zd  %s it", range, to - from + 1,
	    survey_state_name(a->state));
	if (a->state == SURVEY_TAKES)
		say(", %s", placed_name(a->worst));
	if (a->state == SURVEY_REFUSES)
		say(": %s", a->reason);
	say("\n");
}

/* Lines of releases that do alike, or JSON; returns the exit status. */
static int show(const struct ctx *ctx, const struct survey *s)
{
	const struct surveyed_base *first = s->base, *b = first;
	size_t nr[3] = { 0 };

	for (; b < s->base + s->nr; b++) {
		nr[b->answer->state]++;
		if (ctx->json)
			show_base(b);
		else if (!alike(first->answer, b->answer)) {
			show_range(first, b - 1);
			first = b;
		}
	}
	if (!ctx->json) {
		show_range(first, b - 1);
		say("%zu release%s: %zu take it, %zu have it, %zu refuse it; %zu different state%s of its files\n",
		    s->nr, plural(s->nr), nr[SURVEY_TAKES], nr[SURVEY_HAS],
		    nr[SURVEY_REFUSES], s->nr_answers,
		    plural(s->nr_answers));
	}
	return nr[SURVEY_REFUSES] ? EXIT_VERDICT : EXIT_OK;
}

int apply_to_bases(const struct ctx *ctx, const struct apply_options *o)
{
	struct survey s = { 0 };
	struct queue series = { 0 };
	struct diag why = { 0 };
	int status = EXIT_NOTHING;

	if (o->over) {
		diag_set(&why, NULL, 0, "the base of branch %s is made by base-files or base-series, which --bases does not do: give --base-series and --series",
			 o->over->line);
		return cmd_cannot(ctx, &why);
	}
	if (apply_load(&series, o, &why) ||
	    survey_make(&s, o->bases, &series, &o->place, &why))
		status = cmd_cannot(ctx, &why);
	else if (s.nr)
		status = show(ctx, &s);
	else
		notice("backport: no base matches '%s'; 'backport tree list' lists them, GITDIR@PATTERN looks for a repository's tags\n",
		       o->bases);
	survey_release(&s);
	queue_release(&series);
	return status;
}

// SPDX-License-Identifier: GPL-2.0-only
/* backport affected: what it prints. */
#include "cmd/affected/show.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text/text-json.h"

#define IMAGE_SHOWN	12	/* digits of an image's sha256 */

static const char *name(const struct asked *a, size_t at)
{
	return a->release[at].name;
}

/* "v4.9.0 .. v4.9.13", or the one. */
static void print_range(const struct asked *a, size_t first, size_t last)
{
	char range[120];

	snprintf(range, sizeof(range), "%s%s%s", name(a, first),
		 first == last ? "" : " .. ",
		 first == last ? "" : name(a, last));
	say("  %-28s %4zu  ", range, last - first + 1);
}

void show_contents(const struct asked *a)
{
	const struct contents *c = &a->contents;

	if (!a->ctx->json && a->ctx->verbosity >= 0)
		say("%s: %zu release%s, built as branch %s is.\nBy %s sources:\n",
		    a->fix->name, c->bases.nr, plural(c->bases.nr),
		    a->like->name, c->bases.nr == 1 ? "its" : "their");
	for (size_t i = 0; i < c->nr_ranges; i++) {
		const struct affected_range *r = &c->range[i];
		const struct content *of = c->of[r->first];

		if (a->ctx->json) {
			cmd_print_json(json_pack("{ss so so sI ss so}", "kind",
				"range", "from", text_json(name(a, r->first)),
				"to", text_json(name(a, r->last)), "releases",
				(json_int_t)(r->last - r->first + 1), "state",
				content_word(of->state), "reason",
				text_json(of->reason)));
		} else if (a->ctx->verbosity >= 0) {
			print_range(a, r->first, r->last);
			say("%s: %s\n", r->cannot ? "should not have the bug" :
						    "may have the bug",
			    of->reason);
		}
	}
}

static char *result_path(const struct asked *a, const char *stage, size_t at)
{
	return xstrfmt("%s/%s/%s.%s.json", OUT, a->branch.name, stage,
			     a->release[at].side);
}

static void tried_as_json(const struct asked *a, size_t at)
{
	const struct release *r = &a->release[at];
	char tree[GIT_OID_HEXSZ + 1];
	char *build = result_path(a, "build", at);
	char *boot = result_path(a, "boot", at);

	git_oid_tostr(tree, sizeof(tree), r->tree);
	cmd_print_json(json_pack("{ss so ss ss so so so ss sO? sb sf}", "kind",
		"tried", "release", text_json(r->name), "tree", tree, "answer",
		tried_name(a->a.tried[at]), "reason", text_json(r->reason),
		"build", r->built ? text_json(build) : json_null(), "boot",
		r->consoles ? text_json(boot) : json_null(), "image_sha256",
		r->image, "consoles", r->consoles, "stored", r->stored,
		"seconds", r->seconds));
	free(boot);
	free(build);
}

void show_tried(const struct asked *a, size_t at)
{
	const struct release *r = &a->release[at];
	char *result;

	if (a->ctx->json) {
		tried_as_json(a, at);
		return;
	}
	if (a->ctx->verbosity < 0)
		return;
	result = result_path(a, r->consoles ? "boot" : "build", at);
	say("  %-12s %-9s%s%s", r->name, tried_name(a->a.tried[at]),
	    r->built ? "  " : "", r->built ? result : "");
	if (r->consoles)
		say(", image %.*s", IMAGE_SHOWN, r->image);
	say("%s\n", r->built && r->stored ? ", stored" : "");
	if (r->reason[0])
		say("               %s\n", r->reason);
	fflush(stdout);
	free(result);
}

/* The ends that are still to be tried. */
static json_t *first_ones(const struct asked *a)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->contents.bases.nr; i++)
		if (affected_is_end(&a->a, i) && !a->a.tried[i])
			json_array_append_new(list, text_json(name(a, i)));
	return list;
}

static size_t count_tried(const struct asked *a)
{
	size_t nr = 0;

	for (size_t i = 0; i < a->contents.bases.nr; i++)
		nr += a->a.tried[i] != TRIED_NOT;
	return nr;
}

void show_plan(const struct asked *a)
{
	json_t *first = first_ones(a), *o;
	size_t most = affected_most(&a->a), i;

	if (a->ctx->json) {
		cmd_print_json(json_pack("{ss sI sI sO}", "kind", "plan", "most",
			(json_int_t)most, "stored",
			(json_int_t)count_tried(a), "first", first));
	} else {
		say("At most %zu build%s, when each release gives an answer; %zu known from before.\n",
		    most, plural(most), count_tried(a));
		json_array_foreach(first, i, o)
			say("%s%s", i ? ", " : "First: ",
			    json_string_value(o));
		if (i)
			say("\n");
	}
	json_decref(first);
}

/* Tells of the releases from first to last, of which none has an answer. */
static void print_silent(const struct asked *a, size_t first, size_t last)
{
	size_t nr = last - first + 1, tried = 0;

	for (size_t i = first; i <= last; i++)
		tried += a->a.tried[i] != TRIED_NOT;
	say(", %s%s%s%s", tried && tried < nr ? "of " : "", name(a, first),
	    nr > 1 ? " to " : "", nr > 1 ? name(a, last) : "");
	if (tried && tried < nr)
		say(", %zu", tried);
	if (tried)
		say(" give%s no answer", tried == 1 ? "s" : "");
	if (tried && tried < nr)
		say(" and %zu", nr - tried);
	if (tried < nr)
		say(" %s not tried", nr - tried == 1 ? "was" : "were");
}

/* How sure it is that the run begins where it does. */
static void print_begin(const struct asked *a, const struct affected_run *run,
			size_t i)
{
	size_t at = run[i].first, between;

	if (i) {
		between = at - run[i - 1].last - 1;
		say("%s %s", name(a, run[i - 1].last),
		    run[i - 1].tried == TRIED_FAILS ? "fails" : "passes");
	} else {
		between = at;
		say(at ? "none before it gives an answer" :
		    "no release before it was asked for");
	}
	if (between)
		print_silent(a, at - between, at - 1);
	say("\n");
}

static void print_runs(const struct asked *a, const struct affected_run *run,
		       size_t nr)
{
	bool fails = false;

	for (size_t i = 0; i < nr; i++) {
		if (run[i].tried == TRIED_FAILS)
			say("The bug comes in with %s, the first that fails; ",
			    name(a, run[i].first));
		else if (fails)
			say("The bug is fixed in %s, the first that passes; ",
			    name(a, run[i].first));
		if (run[i].tried == TRIED_FAILS || fails)
			print_begin(a, run, i);
		fails |= run[i].tried == TRIED_FAILS;
	}
	if (!fails)
		say("No release that was tried fails.\n");
	else if (run[nr - 1].tried == TRIED_FAILS)
		say("The bug is not fixed up to %s, the last that gives an answer.\n",
		    name(a, run[nr - 1].last));
	if (!affected_is_monotone(run, nr))
		say("It comes in more than once, so what is assumed of the others may be wrong.\n");
}

/* Where a boot says otherwise than the sources. */
static void print_contradictions(const struct asked *a)
{
	for (size_t i = 0; i < a->contents.bases.nr; i++)
		if (a->a.tried[i] == TRIED_FAILS &&
		    a->contents.of[i]->state != CONTENT_MAY)
			say("%s fails although, by its sources, it should not have the bug: %s\n",
			    name(a, i), a->contents.of[i]->reason);
}

static json_t *begin_json(const struct asked *a,
			  const struct affected_run *run, size_t i)
{
	return json_pack("{ss so so so}", "answer", tried_name(run[i].tried),
		"from", text_json(name(a, run[i].first)),
		"to", text_json(name(a, run[i].last)), "after",
		i ? text_json(name(a, run[i - 1].last)) : json_null());
}

static void answer_as_json(const struct asked *a,
			   const struct affected_run *run, size_t nr)
{
	json_t *runs = json_array(), *fails = json_null(),
	       *passes = json_null();

	for (size_t i = nr; i-- > 0;)
		if (run[i].tried == TRIED_FAILS) {
			fails = text_json(name(a, run[i].first));
			passes = i + 1 < nr ?
				text_json(name(a, run[i + 1].first)) :
				json_null();
		}
	for (size_t i = 0; i < nr; i++)
		json_array_append_new(runs, begin_json(a, run, i));
	cmd_print_json(json_pack("{ss so so sI sI so so so sb}", "kind", "answer",
		"fix", text_json(a->fix->name), "branch",
		text_json(a->like->name), "releases",
		(json_int_t)a->contents.bases.nr, "tried",
		(json_int_t)count_tried(a), "first_that_fails", fails,
		"first_that_passes", passes, "runs", runs, "monotone",
		affected_is_monotone(run, nr)));
}

/* What is not known of those that were not tried. */
static void show_assumed(size_t tried, size_t all)
{
	say("%zu of %zu release%s %s tried.", tried, all, plural(all),
	    tried == 1 ? "was" : "were");
	say("%s\n", tried < all ? " Assumed: those between two that say the same say the same." :
	    "");
}

int show_answer(const struct asked *a)
{
	struct affected_run *run;
	size_t nr = affected_runs(&a->a, &run);
	int status = EXIT_OK;

	for (size_t i = 0; i < nr; i++)
		if (run[i].tried == TRIED_FAILS)
			status = EXIT_VERDICT;
	if (a->ctx->json) {
		answer_as_json(a, run, nr);
	} else if (nr) {
		print_runs(a, run, nr);
		print_contradictions(a);
		if (a->ctx->verbosity >= 0)
			show_assumed(count_tried(a), a->contents.bases.nr);
	} else {
		say("No release that was tried gives an answer.\n");
	}
	free(run);
	return nr ? status : EXIT_NOTHING;
}

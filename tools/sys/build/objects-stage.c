// SPDX-License-Identifier: GPL-2.0-only
/* The stage "objects": compiles what the fixes touch, on both sides, before the kernels are built. */
#include "sys/build/objects-stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/build/build-warnings.h"
#include "sys/build/kbuild-lists.h"
#include "sys/os/fs.h"

/* After first: the build of before goes on from the objects that it finds. */
static const char *const sides[] = { "before", "after" };
enum { BEFORE, AFTER };

struct objects {
	const struct kernel *kernel;
	struct kbuild kbuild;
	struct stage stage;
	struct touched built[2];	/* sources that the configuration builds */
	struct kbuild_end end[2];
	enum outcome outcome[2];
	char reason[2][1024];
};

/* Reads a source's files of one side. 0, 1 when it was not compiled there, -1 and *why. */
static int read_side(const struct branch *b, const char *path, int side,
		     struct object_pair *p, struct diag *why)
{
	char *object = fs_path("%s.o", path);
	char *source = objects_path(b, sides[side], path, why);
	int ret;

	p->path[side] = objects_path(b, sides[side], object, why);
	ret = !p->path[side] || !source ? -1 : !fs_exists(p->path[side]);
	if (!ret && (fs_read(&p->object[side], p->path[side], why) ||
		     fs_read(&p->source[side], source, why)))
		ret = -1;
	free(source);
	free(object);
	return ret;
}

static void append(json_t *more, const char *list, json_t *item)
{
	json_array_append_new(json_object_get(more, list), item);
}

/* Adds one source to the list that it belongs to. */
static int compare_source(struct objects *o, const char *path, struct diag *why)
{
	const struct branch *b = o->kernel->branch;
	json_t *more = o->stage.result.more;
	struct object_pair p = { 0 };
	struct code_effect effect = { 0 };
	int before = read_side(b, path, BEFORE, &p, why);
	int after = before < 0 ? -1 : read_side(b, path, AFTER, &p, why);
	int ret = after < 0 ? -1 : 0;

	if (!ret && !before && !after) {
		ret = object_pair_compare(&p, &effect, why);
		if (!ret)
			append(more, "sources", objects_json(path, &effect));
	} else if (!ret) {
		append(more, before && after ? "not_compared" : "one_sided",
		       json_string(path));
	}
	code_effect_release(&effect);
	object_pair_release(&p);
	return ret;
}

/* Which of the touched sources the checked out side builds, as it is configured. */
static int choose(struct objects *o, int side, struct diag *why)
{
	const struct touched *t = &o->kernel->touched;
	struct kbuild *k = &o->kbuild;
	enum built built;

	for (size_t i = 0; i < t->nr; i++) {
		char *path = fs_path("%s/%s", k->src, t->path[i]);
		bool there = touched_is_source(t->path[i]) && fs_exists(path);

		free(path);
		if (!there)
			continue;
		if (built_find(k, t->path[i], &built, why))
			return -1;
		if (built == BUILT_ALONE || (built == BUILT_UNKNOWN &&
					     objects_recorded(k, t->path[i])))
			touched_add(&o->built[side], t->path[i]);
	}
	return 0;
}

/* Makes the objects of a side, and nothing else that Kbuild does not want for them. */
static int compile(struct objects *o, int side, struct diag *why)
{
	const struct touched *t = &o->built[side];
	char **target = grow_array(NULL, t->nr + 1, sizeof(*target));
	struct warnings now = { 0 };
	int ret;

	for (size_t i = 0; i < t->nr; i++)
		target[i] = fs_path("%.*s.o", (int)strlen(t->path[i]) - 2,
				    t->path[i]);
	target[t->nr] = NULL;
	ret = kbuild_run(&o->kbuild, (const char *const *)target,
			 &o->end[side], why);
	/* the build does not compile them again, so it does not see what they are warned of */
	if (!ret)
		ret = warned_update(&o->kbuild, &now, why);
	warnings_release(&now);
	for (size_t i = 0; i < t->nr; i++)
		free(target[i]);
	free(target);
	return ret;
}

static int make_side(struct objects *o, int side, struct diag *why)
{
	struct kbuild *k = &o->kbuild;
	struct kbuild_end *end = &o->end[side];
	int ret;

	kbuild_next_side(k);
	ret = kernel_prepare(o->kernel, k, sides[side], end, why);
	if (!ret && end->made)
		ret = choose(o, side, why);
	if (!ret && end->made && o->built[side].nr)
		ret = compile(o, side, why);
	if (!ret && end->made)
		ret = objects_keep(k, &o->built[side], sides[side],
				   o->stage.result.key, why);
	if (!ret)
		o->outcome[side] = kernel_judge(end, o->reason[side],
						sizeof(o->reason[side]));
	return ret;
}

/* What is no source of its own: headers, for the most part. */
static void tell_others(struct objects *o)
{
	const struct touched *t = &o->kernel->touched;
	json_t *list = json_array();

	for (size_t i = 0; i < t->nr; i++)
		if (!touched_is_source(t->path[i]))
			json_array_append_new(list, result_text(t->path[i]));
	json_object_set_new(o->stage.result.more, "not_sources", list);
}

static int compare_all(struct objects *o, struct diag *why)
{
	static const char *const lists[] = { "sources", "one_sided",
					     "not_compared" };
	const struct touched *t = &o->kernel->touched;
	int ret = 0;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		json_object_set_new(o->stage.result.more, lists[i],
				    json_array());
	for (size_t i = 0; !ret && i < t->nr; i++)
		if (touched_is_source(t->path[i]))
			ret = compare_source(o, t->path[i], why);
	return ret;
}

static size_t nr_of(const struct objects *o, const char *list)
{
	return json_array_size(json_object_get(o->stage.result.more, list));
}

static bool any_function_differs(const struct objects *o)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(o->stage.result.more, "sources"), i,
			   one)
		if (json_array_size(json_object_get(one, "functions")))
			return true;
	return false;
}

/* "; WHAT: PATH and 3 more", when the list has any. */
static void note(const struct objects *o, const char *what, const char *list,
		 struct buf *out)
{
	json_t *all = json_object_get(o->stage.result.more, list);
	size_t nr = json_array_size(all);

	if (!nr)
		return;
	buf_addf(out, "%s%s: %s", out->len ? "; " : "", what,
		 json_string_value(json_array_get(all, 0)));
	if (nr > 1)
		buf_addf(out, " and %zu more", nr - 1);
}

/* What a comparison that could be made says in a sentence. */
static enum outcome judge_compared(const struct objects *o, struct buf *reason)
{
	bool compiled = nr_of(o, "sources") || nr_of(o, "one_sided");

	if (!compiled && !nr_of(o, "not_compared")) {
		note(o, "no touched source is compiled alone, only what others include is touched",
		     "not_sources", reason);
		return SKIP;
	}
	if (!compiled) {
		note(o, "none of the touched sources is compiled by this configuration",
		     "not_compared", reason);
		return SKIP;
	}
	if (!nr_of(o, "one_sided") && !any_function_differs(o))
		buf_addf(reason, "NO FUNCTION DIFFERS: %s changes no code in this configuration, data aside",
			 nr_of(o, "not_sources") ? "what is compiled alone" :
			 "the series");
	note(o, "not compiled by this configuration", "not_compared", reason);
	for (int i = AFTER; i >= BEFORE; i--)
		if (o->reason[i][0])
			buf_addf(reason, "%s%s: %s", reason->len ? "; " : "",
				 sides[i], o->reason[i]);
	return PASS;
}

/* A side that failed, or could not be carried out: then there is nothing to compare. */
static enum outcome judge_sides(struct objects *o, struct buf *reason)
{
	json_t *failed = json_object();
	enum outcome worst = PASS;

	for (int i = AFTER; i >= BEFORE; i--) {
		json_t *one;

		worst = outcome_worst(worst, o->outcome[i]);
		if (o->outcome[i] == PASS)
			continue;
		buf_addf(reason, "%s%s: %s", reason->len ? "; " : "", sides[i],
			 o->reason[i]);
		if (o->outcome[i] != FAIL)
			continue;
		one = json_object();
		kernel_tell(&o->end[i], one);
		json_object_set_new(failed, sides[i], one);
	}
	json_object_set_new(o->stage.result.more, "failed", failed);
	return worst;
}

static int make_and_compare(const struct ctx *ctx, struct objects *o,
			    const char *log, struct buf *reason,
			    enum outcome *outcome, struct diag *why)
{
	json_t *more = o->stage.result.more;

	if (kernel_enter(ctx, o->kernel, &o->kbuild, log, why))
		return -1;
	for (int i = AFTER; i >= BEFORE; i--)
		if (make_side(o, i, why))
			return -1;
	json_object_set_new(more, "log", json_string(log));
	json_object_set_new(more, "retries",
			    json_integer(o->end[0].nr_retries +
					 o->end[1].nr_retries));
	tell_others(o);
	*outcome = judge_sides(o, reason);
	if (*outcome != PASS)
		return 0;
	if (compare_all(o, why))
		return -1;
	*outcome = judge_compared(o, reason);
	return 0;
}

static int run(const struct ctx *ctx, struct objects *o)
{
	char *log = fs_path("%s/%s/%s.log", OUT, o->kernel->branch->name,
			    OBJECTS_STAGE);
	struct buf reason = { 0 };
	struct diag why = { 0 };
	char line[2048];
	enum outcome outcome = ERROR;
	int ret = make_and_compare(ctx, o, log, &reason, &outcome, &why);

	/* before the result is out: a build that waits for it may begin */
	kbuild_release(&o->kbuild);
	for (int i = AFTER; !ret && i >= BEFORE; i--)
		if (o->outcome[i] == FAIL)
			kernel_show(ctx, &o->end[i], log);
	ret = ret ? cmd_stage_end(ctx, &o->stage, ERROR,
				  diag_line(&why, line, sizeof(line))) :
		cmd_stage_end(ctx, &o->stage, outcome,
			      reason.len ? reason.at : "");
	buf_release(&reason);
	free(log);
	return ret;
}

static struct result_key *key_of(const struct kernel *k)
{
	struct result_key *key = result_key_new();
	char tree[GIT_OID_HEXSZ + 1];

	kernel_key(k, key);
	result_key_adds(key, "comparison", VERSION);
	for (int i = BEFORE; i <= AFTER; i++)
		result_key_adds(key, sides[i],
				git_oid_tostr(tree, sizeof(tree),
					      kernel_tree(k, sides[i])));
	return key;
}

/* True when a stored result tells of objects that are gone. */
static bool objects_are_gone(const struct branch *b)
{
	struct diag ignored;
	struct result stored;
	bool gone = false;

	if (result_load(&stored, OUT, b->name, OBJECTS_STAGE, &ignored))
		return false;
	for (int i = BEFORE; i <= AFTER; i++)
		gone |= stored.outcome == PASS &&
			!objects_kept(b, sides[i], stored.key);
	result_release(&stored);
	return gone;
}

int objects_stage(const struct ctx *ctx, const struct kernel *k, bool force)
{
	struct objects o = { .kernel = k, .kbuild.lock = -1 };
	struct diag why = { 0 };
	int ret = cmd_stage_begin(ctx, &o.stage, k->branch->name, OBJECTS_STAGE,
				  key_of(k), force || objects_are_gone(k->branch),
				  &why);

	if (ret < 0)
		return cmd_cannot(ctx, &why);
	if (ret)
		return cmd_stage_report(ctx, &o.stage);
	ret = run(ctx, &o);
	for (int i = BEFORE; i <= AFTER; i++) {
		touched_release(&o.built[i]);
		kbuild_end_release(&o.end[i]);
	}
	return ret;
}

void objects_ahead(const struct ctx *ctx, const struct kernel *k)
{
	struct ctx quiet = *ctx;

	quiet.json = false;
	quiet.verbosity = -1;
	objects_stage(&quiet, k, false);
}

bool objects_broken(const struct branch *b, const char *side,
		    struct kbuild_end *end)
{
	const char *error = NULL, *command = NULL;
	json_int_t lineno = 0;
	struct result r;
	struct diag ignored;
	bool broken;

	if (result_load(&r, OUT, b->name, OBJECTS_STAGE, &ignored))
		return false;
	broken = r.outcome == FAIL &&
		!json_unpack(json_object_get(json_object_get(r.more, "failed"),
					     side), "{s:s, s:I, s:s}",
			     "error", &error, "error_lineno", &lineno,
			     "command", &command);
	if (broken) {
		kbuild_end_release(end);
		end->fault = BUILD_BROKEN;
		end->error = fs_path("%s", error);
		end->command = fs_path("%s", command);
		end->error_lineno = lineno;
	}
	result_release(&r);
	return broken;
}

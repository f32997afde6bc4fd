// SPDX-License-Identifier: GPL-2.0-only
/*
 * The stage "objects": compiles what the fixes touch, at the first step and at
 * the last, before the kernels are built.
 */
#include "sys/build/objects-stage.h"

#include <stdlib.h>
#include <string.h>

#include "sys/build/build-warnings.h"
#include "sys/build/kbuild-lists.h"
#include "sys/os/fs.h"

static const char *const sides[] = { "before", "after" };
enum { BEFORE, AFTER };	/* the first step, the last */

/* The stage under way. */
struct run {
	struct objects *o;
	const struct kernel *kernel;
	struct kbuild *kbuild;
	struct result *result;
};

/*
 * Reads a source's files of one side. 0, 1 when it was not compiled there, -1
 * and *why.
 */
static int read_side(const struct branch *b, const char *path, int side,
		     struct object_pair *p, struct diag *why)
{
	char *object = xstrfmt("%s.o", path);
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
static int compare_source(struct run *r, const char *path, struct diag *why)
{
	const struct branch *b = r->kernel->branch;
	json_t *more = r->result->more;
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

/*
 * Which of the touched sources the checked out side builds, as it is
 * configured.
 */
static int choose(struct run *r, int side, struct diag *why)
{
	const struct strings *t = &r->kernel->touched;
	struct kbuild *k = r->kbuild;
	enum built built;

	for (size_t i = 0; i < t->nr; i++) {
		char *path = xstrfmt("%s/%s", k->src, t->at[i]);
		bool there = touched_is_source(t->at[i]) && fs_exists(path);

		free(path);
		if (!there)
			continue;
		if (kbuild_lists_find(k, t->at[i], &built, why))
			return -1;
		if (built == BUILT_ALONE || (built == BUILT_UNKNOWN &&
					     objects_recorded(k, t->at[i])))
			strings_add(&r->o->side[side].built, t->at[i]);
	}
	return 0;
}

/*
 * Makes the objects of a side, and nothing else that Kbuild does not want for
 * them.
 */
static int compile(struct run *r, int side, struct diag *why)
{
	const struct strings *t = &r->o->side[side].built;
	char **target = grow_array(NULL, t->nr + 1, sizeof(*target));
	int ret;

	for (size_t i = 0; i < t->nr; i++)
		target[i] = xstrfmt("%.*s.o", (int)strlen(t->at[i]) - 2,
				    t->at[i]);
	target[t->nr] = NULL;
	ret = kbuild_run(r->kbuild, (const char *const *)target,
			 &r->o->side[side].end, why);
	/*
	 * the build does not compile them again, so it does not see what they
	 * are warned of
	 */
	if (!ret)
		ret = build_warnings_update(r->kbuild,
					    &r->o->side[side].warned, why);
	for (size_t i = 0; i < t->nr; i++)
		free(target[i]);
	free(target);
	return ret;
}

static size_t step_of_side(const struct kernel *k, int side)
{
	return side == AFTER ? k->steps.nr - 1 : 0;
}

static int make_side(struct run *r, int side, struct diag *why)
{
	struct kbuild *k = r->kbuild;
	struct objects_side *s = &r->o->side[side];
	struct kbuild_end *end = &s->end;
	int ret;

	kbuild_next_side(k);
	ret = kernel_prepare(r->kernel, k, step_of_side(r->kernel, side), end,
			     why);
	if (!ret && end->made)
		ret = choose(r, side, why);
	if (!ret && end->made && s->built.nr)
		ret = compile(r, side, why);
	if (!ret && end->made)
		ret = objects_keep(k, &s->built, sides[side],
				   r->result->key, why);
	if (!ret)
		s->outcome = kernel_judge(end, s->reason, sizeof(s->reason));
	return ret;
}

/* What is no source of its own: headers, for the most part. */
static void list_others(struct run *r)
{
	const struct strings *t = &r->kernel->touched;
	json_t *list = json_array();

	for (size_t i = 0; i < t->nr; i++)
		if (!touched_is_source(t->at[i]))
			json_array_append_new(list, text_json(t->at[i]));
	json_object_set_new(r->result->more, "not_sources", list);
}

static int compare_all(struct run *r, struct diag *why)
{
	static const char *const lists[] = { "sources", "one_sided",
					     "not_compared" };
	const struct strings *t = &r->kernel->touched;
	int ret = 0;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		json_object_set_new(r->result->more, lists[i],
				    json_array());
	for (size_t i = 0; !ret && i < t->nr; i++)
		if (touched_is_source(t->at[i]))
			ret = compare_source(r, t->at[i], why);
	return ret;
}

static size_t nr_of(const struct run *r, const char *list)
{
	return json_array_size(json_object_get(r->result->more, list));
}

static bool any_function_differs(const struct run *r)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(r->result->more, "sources"), i,
			   one)
		if (json_array_size(json_object_get(one, "functions")))
			return true;
	return false;
}

/* "; WHAT: PATH and 3 more", when the list has any. */
static void note(const struct run *r, const char *what, const char *list,
		 struct buf *out)
{
	json_t *all = json_object_get(r->result->more, list);
	size_t nr = json_array_size(all);

	if (!nr)
		return;
	buf_addf(out, "%s%s: %s", out->len ? "; " : "", what,
		 json_string_value(json_array_get(all, 0)));
	if (nr > 1)
		buf_addf(out, " and %zu more", nr - 1);
}

/* What a comparison that could be made says in a sentence. */
static enum outcome judge_compared(const struct run *r, struct buf *reason)
{
	bool compiled = nr_of(r, "sources") || nr_of(r, "one_sided");

	if (!compiled && !nr_of(r, "not_compared")) {
		note(r, "no touched source is compiled alone, only what others include is touched",
		     "not_sources", reason);
		return SKIP;
	}
	if (!compiled) {
		note(r, "none of the touched sources is compiled by this configuration",
		     "not_compared", reason);
		return SKIP;
	}
	if (!nr_of(r, "one_sided") && !any_function_differs(r))
		buf_addf(reason, "NO FUNCTION DIFFERS: %s changes no code in this configuration, data aside",
			 nr_of(r, "not_sources") ? "what is compiled alone" :
			 "the series");
	note(r, "not compiled by this configuration", "not_compared", reason);
	for (int i = AFTER; i >= BEFORE; i--)
		if (r->o->side[i].reason[0])
			buf_addf(reason, "%s%s: %s", reason->len ? "; " : "",
				 sides[i], r->o->side[i].reason);
	return PASS;
}

/*
 * A side that failed, or could not be carried out: then there is nothing to
 * compare.
 */
static enum outcome judge_sides(struct run *r, struct buf *reason)
{
	json_t *failed = json_object();
	enum outcome worst = PASS;

	for (int i = AFTER; i >= BEFORE; i--) {
		json_t *one;

		worst = outcome_worst(worst, r->o->side[i].outcome);
		if (r->o->side[i].outcome == PASS)
			continue;
		buf_addf(reason, "%s%s: %s", reason->len ? "; " : "", sides[i],
			 r->o->side[i].reason);
		if (r->o->side[i].outcome != FAIL)
			continue;
		one = json_object();
		kernel_error_json(&r->o->side[i].end, one);
		json_object_set_new(failed, sides[i], one);
	}
	json_object_set_new(r->result->more, "failed", failed);
	return worst;
}

int objects_make(struct objects *o, const struct kernel *k,
		 struct kbuild *kbuild, struct result *result, struct diag *why)
{
	struct run r = { o, k, kbuild, result };
	int first = k->steps.origin == step_of_side(k, AFTER) ? AFTER : BEFORE;

	if (make_side(&r, first, why) || make_side(&r, !first, why))
		return -1;
	json_object_set_new(result->more, "log", json_string(kbuild->log));
	json_object_set_new(result->more, "retries",
			    json_integer(o->side[0].end.nr_retries +
					 o->side[1].end.nr_retries));
	list_others(&r);
	o->outcome = judge_sides(&r, &o->reason);
	if (o->outcome != PASS)
		return 0;
	if (compare_all(&r, why))
		return -1;
	o->outcome = judge_compared(&r, &o->reason);
	return 0;
}

void objects_release(struct objects *o)
{
	for (int i = BEFORE; i <= AFTER; i++) {
		strings_release(&o->side[i].built);
		kbuild_end_release(&o->side[i].end);
		warnings_release(&o->side[i].warned);
	}
	buf_release(&o->reason);
}

struct result_key *objects_key(const struct kernel *k)
{
	struct result_key *key = result_key_new();
	char tree[GIT_OID_HEXSZ + 1];

	kernel_key(k, key);
	result_key_adds(key, "comparison", VERSION);
	for (int i = BEFORE; i <= AFTER; i++) {
		git_oid_tostr(tree, sizeof(tree),
			      &k->steps.tree[step_of_side(k, i)]);
		result_key_adds(key, sides[i], tree);
	}
	return key;
}

bool objects_gone(const char *out, const struct branch *b)
{
	struct diag ignored;
	struct result stored;
	bool gone = false;

	if (result_load(&stored, out, b->name, OBJECTS_STAGE, &ignored))
		return false;
	for (int i = BEFORE; i <= AFTER; i++)
		gone |= stored.outcome == PASS &&
			!objects_kept(b, sides[i], stored.key);
	result_release(&stored);
	return gone;
}

/* Reads the stored result if it is of k. 0, or 1. */
static int load_of(struct result *r, const char *out, const struct kernel *k)
{
	char *key = result_key_end(objects_key(k));
	struct diag ignored;
	int ret = result_load(r, out, k->branch->name, OBJECTS_STAGE,
			      &ignored) ? 1 : 0;

	if (!ret && strcmp(r->key, key)) {
		result_release(r);
		ret = 1;
	}
	free(key);
	return ret;
}

bool objects_broken(const char *out, const struct kernel *k, const char *side,
		    struct kbuild_end *end)
{
	const char *error = NULL, *command = NULL;
	json_int_t lineno = 0;
	struct result r;
	bool broken;

	if (load_of(&r, out, k))
		return false;
	broken = r.outcome == FAIL &&
		!json_unpack(json_object_get(json_object_get(r.more, "failed"),
					     side), "{s:s, s:I, s:s}",
			     "error", &error, "error_lineno", &lineno,
			     "command", &command);
	if (broken) {
		kbuild_end_release(end);
		end->fault = BUILD_BROKEN;
		end->error = xstrdup(error);
		end->command = xstrdup(command);
		end->error_lineno = lineno;
	}
	result_release(&r);
	return broken;
}
